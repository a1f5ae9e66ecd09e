import path from 'node:path';
import { build } from 'esbuild';

const PREFIX = 'in-page:';
const MARK = '\0in-page:';
/** Keeps Vite from taking a style sheet for one of its own. */
const TAIL = '.text';

/**
 * A plugin for Rolldown and for Vite: `import { text } from 'in-page:./main.ts'` gives a script or a style sheet, bundled and
 * made small, as a text that a page can carry.
 * @returns {import('rolldown').Plugin}
 */
export function inPage() {
  return {
    name: 'in-page',
    resolveId(source, importer) {
      return source.startsWith(PREFIX) && importer !== undefined ? MARK + path.resolve(path.dirname(importer), source.slice(PREFIX.length)) + TAIL : null;
    },
    async load(id) {
      if (!id.startsWith(MARK)) return null;
      const { outputFiles, metafile } = await build({
        entryPoints: [id.slice(MARK.length, -TAIL.length)],
        // Browsers of the last years, also on phones that get no updates any more.
        ...{ target: ['es2020', 'chrome100', 'firefox100', 'safari15'], format: 'iife', bundle: true, minify: true },
        ...{ write: false, metafile: true, legalComments: 'none', tsconfigRaw: {} },
      });
      for (const file of Object.keys(metafile.inputs)) this.addWatchFile(path.resolve(file));
      return { code: `export const text = ${JSON.stringify(outputFiles[0].text.trim())};`, moduleType: 'js' };
    },
  };
}
