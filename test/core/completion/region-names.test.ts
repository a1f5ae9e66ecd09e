import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, it } from 'vitest';
import { regionNames } from '../../../src/core/completion/region-names.js';

it('the regions offered are those that the AWS SDK knows', () => {
  const core = path.dirname(createRequire(import.meta.url).resolve('@aws-sdk/core/package.json'));
  const source = readFileSync(path.join(core, 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'), 'utf8');
  const known = [...source.matchAll(/^ {16}"([a-z0-9-]+)": \{/gm)].map(([, name]) => name).filter((name) => !name?.startsWith('aws') && !name?.endsWith('-global'));

  expect(known.length).toBeGreaterThan(30);
  expect([...regionNames].sort()).toEqual(known.sort());
});
