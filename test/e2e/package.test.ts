import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { npmJson } from '../support/npm.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readRoot = (name: string) => readFile(`${root}/${name}`, 'utf8');

describe('the package', () => {
  it('carries the program, its licences and what a user reads, and nothing else', async () => {
    // Without scripts: packing would build again under the other tests.
    const [pack] = await npmJson<{ size: number; files: { path: string }[] }[]>(['pack', '--dry-run', '--ignore-scripts'], root);

    const paths = pack?.files.map((file) => file.path) ?? [];
    expect(paths).toEqual(
      expect.arrayContaining(['bin/s3-mfa-delete.js', 'dist/main.js', 'dist/THIRD-PARTY-LICENSES.txt', 'LICENSE', 'README.md', 'CHANGELOG.md']),
    );
    expect(paths.filter((path) => !/^(bin|dist|docs\/schema)\/|^(docs\/s3-mfa-delete\.1|LICENSE|README\.md|CHANGELOG\.md|package\.json)$/.test(path))).toEqual([]);
    expect(pack?.size).toBeLessThan(3_000_000);
  });

  it('installs nothing else', async () => {
    const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(await readRoot('package.json'));

    expect({ ...dependencies, ...optionalDependencies, ...peerDependencies }).toEqual({});
  });

  it('says for every package it stands on what it is for, and names none it does not have', async () => {
    const { devDependencies } = JSON.parse(await readRoot('package.json'));
    const rows = (await readRoot('docs/dependencies.md')).split('\n').filter((line) => line.startsWith('| `'));

    const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name));

    expect(named.sort()).toEqual(Object.keys(devDependencies).sort());
  });

  it('has no package that nothing imports', async () => {
    const { devDependencies } = JSON.parse(await readRoot('package.json'));
    // The last is imported by a package of the tests.
    const isTool = (name: string) => /^(@types\/.*|typescript|typescript-eslint|eslint|@stryker-mutator\/core|ajv-formats-draft2019)$/.test(name);
    const folders = await Promise.all(['src', 'test', 'scripts'].map(async (folder) => (await readdir(`${root}/${folder}`, { recursive: true })).map((file) => `${folder}/${file}`)));
    const files = folders.flat().filter((file) => /\.(tsx?|mjs)$/.test(file));

    const text = (await Promise.all([...files, 'vitest.config.ts'].map(readRoot))).join('\n');

    expect(Object.keys(devDependencies).filter((name) => !isTool(name) && !text.includes(`'${name}'`) && !text.includes(`'${name}/`))).toEqual([]);
  });

  it('names every bundled package in the licence file', async () => {
    const licences = await readRoot('dist/THIRD-PARTY-LICENSES.txt');

    for (const name of ['commander', '@aws-sdk/client-s3', 'chalk', 'inquirer']) {
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|Apache-2\\.0)\\)$`, 'm'));
    }
    expect(licences).toContain('Permission is hereby granted, free of charge');
  });
});
