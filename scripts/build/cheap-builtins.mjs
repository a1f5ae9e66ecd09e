/**
 * A plugin that gives bundled packages Node's modules at less cost at the start of every run:
 * - `import x from 'node:…'` costs a copy of the module's whole export list, for named imports that these files do not use;
 * - `node:zlib` is loaded only to learn whether it has `crc32`, which came one version before `process.getBuiltinModule`.
 * @param {{ defaultOnly: RegExp, crc32Only: RegExp }} importers the files (by path) that use nothing but the default export,
 *   and those that use nothing but `crc32`
 * @returns {import('rolldown').Plugin}
 */
export function cheapBuiltins({ defaultOnly, crc32Only }) {
  const [defaults, crc32] = ['\0default:', '\0crc32:'];
  return {
    name: 'cheap-builtins',
    resolveId(source, importer) {
      if (importer === undefined || !source.startsWith('node:')) return null;
      if (defaultOnly.test(importer)) return defaults + source;
      return source === 'node:zlib' && crc32Only.test(importer) ? crc32 + source : null;
    },
    load(id) {
      if (id.startsWith(defaults)) return { code: `export default require(${JSON.stringify(id.slice(defaults.length))});`, moduleType: 'js' };
      if (id.startsWith(crc32)) return { code: 'export const crc32 = process.getBuiltinModule && ((...input) => process.getBuiltinModule("node:zlib").crc32(...input));', moduleType: 'js' };
      return null;
    },
  };
}
