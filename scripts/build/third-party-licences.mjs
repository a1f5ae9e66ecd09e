import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const RULE = '-'.repeat(80);

/**
 * Folders of the packages whose code reached the bundle.
 * @param {readonly import('rolldown').OutputChunk[]} output what Rolldown wrote
 * @returns {string[]} absolute paths, sorted, each once
 */
export function bundledPackages(output) {
  const files = output.flatMap(({ modules = {} }) => Object.keys(modules).filter((file) => modules[file].renderedLength > 0));
  const folders = files.map((file) => /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/**
 * The text that has to travel with the bundle: every package with its licence; a text that several share stands once.
 * @param {string[]} folders as {@link bundledPackages} gives them
 * @returns {Promise<string>} contents of THIRD-PARTY-LICENSES.txt
 * @throws when a package states no licence: what may not be passed on must not be bundled
 */
export async function licenceReport(folders) {
  const packages = await Promise.all(folders.map(licenceOf));
  const sharers = groupByText(packages);
  const sections = [...sharers].map(([text, owners]) =>
    [RULE, ...owners.map(({ title }) => title), RULE, text].join('\n'),
  );
  return `This program contains code from the packages below.\n\n${sections.join('\n\n')}\n`;
}

/** Packages by licence text (`Map.groupBy` needs Node 21). */
function groupByText(packages) {
  const groups = new Map();
  for (const item of packages) groups.set(item.text, [...(groups.get(item.text) ?? []), item]);
  return groups;
}

/** One package: its name, version and SPDX licence, and its licence and notice files as they are. */
async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => LICENCE_FILE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  if (typeof license !== 'string' && texts.length === 0) {
    throw new Error(`${name}@${version} has neither a licence file nor a "license" field in its package.json`);
  }
  const text = texts.map((part) => part.trim()).join('\n\n') || 'No licence file; the field above is what the package states.';
  return { title: `${name} ${version} (${license ?? 'see below'})`, text };
}
