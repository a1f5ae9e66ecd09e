/**
 * A plugin that puts off loading modules of Node until one of their exports is used.
 * @param {{ modules: string[], importedBy: RegExp }} options names such as `node:fs`, and the files (by path, CommonJS) that
 *   get them late
 * @returns {import('rolldown').Plugin}
 */
export function loadLate({ modules, importedBy }) {
  const mark = '\0late:';
  return {
    name: 'load-late',
    resolveId(source, importer) {
      return modules.includes(source) && importer !== undefined && importedBy.test(importer) ? mark + source : null;
    },
    load(id) {
      if (!id.startsWith(mark)) return null;
      const name = JSON.stringify(id.slice(mark.length));
      return { code: `module.exports = new Proxy({}, { get: (_, key) => require(${name})[key] });`, moduleType: 'js' };
    },
  };
}
