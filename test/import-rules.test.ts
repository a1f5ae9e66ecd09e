import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

type Linter = { lintText(code: string, options: { filePath: string }): Promise<{ messages: { message: string }[] }[]> };
// ESLint 8 carries no types.
const { ESLint } = createRequire(import.meta.url)('eslint') as { ESLint: new () => Linter };
const eslint = new ESLint();

/** What the linter has against a file that imports from there and does nothing else. */
async function complaints(filePath: string, from: string): Promise<string[]> {
  const [result] = await eslint.lintText(`export { thing } from '${from}';\n`, { filePath });
  return result?.messages.map(({ message }) => message) ?? [];
}

describe('steps import no flow', { timeout: 30_000 }, () => {
  it.each([
    ['src/flows/steps/purge/sneaky.ts', '../../purge.js'],
    ['src/flows/steps/purge/sneaky.ts', '../../verify/once.js'],
    ['src/flows/steps/sneaky.ts', '../purge.js'],
    ['src/flows/steps/sneaky.ts', '../verify/once.js'],
  ])('%s may not import %s', async (file, from) => {
    expect(await complaints(file, from)).toEqual([expect.stringContaining('Steps import no flow')]);
  });

  it.each([
    ['src/flows/steps/purge/honest.ts', '../../command-result.js'],
    ['src/flows/steps/purge/honest.ts', '../../../context.js'],
    ['src/flows/steps/purge/honest.ts', '../../../core/verify/document.js'],
    ['src/flows/steps/purge/honest.ts', '../agree.js'],
    ['src/flows/steps/purge/honest.ts', '../switch/act.js'],
    ['src/flows/steps/purge/honest.ts', './plan-purge.js'],
    ['src/flows/steps/honest.ts', '../command-result.js'],
    ['src/flows/steps/honest.ts', '../../context.js'],
    ['src/flows/steps/honest.ts', './purge/plan-purge.js'],
    ['src/flows/purge.ts', './verify/once.js'],
  ])('%s may import %s', async (file, from) => {
    expect(await complaints(file, from)).toEqual([]);
  });
});

describe('imports point one way', { timeout: 30_000 }, () => {
  it.each([
    ['src/core/sneaky.ts', '../aws/buckets/buckets.js'],
    ['src/core/purge/sneaky.ts', '../../context.js'],
    ['src/aws/sneaky.ts', '../ui/ui.js'],
    ['src/ui/sneaky.ts', '../aws/buckets/buckets.js'],
    ['src/mfa/sneaky.ts', '../state/journal.js'],
    ['src/state/sneaky.ts', '../mfa/gate.js'],
    ['src/flows/sneaky.ts', '../commands/purge.js'],
    ['src/flows/steps/sneaky.ts', '../../commands/purge.js'],
    ['src/flows/steps/purge/sneaky.ts', '../../../sandbox/start.js'],
    ['src/commands/sneaky.ts', '../program.js'],
    ['src/sandbox/s3/sneaky.ts', '../../aws/buckets/buckets.js'],
  ])('%s may not import %s', async (file, from) => {
    expect(await complaints(file, from)).toEqual([expect.stringContaining('Imports point one way')]);
  });

  it.each(['src/core/sneaky.ts', 'src/flows/steps/purge/sneaky.ts', 'src/commands/sneaky.ts'])('%s may not import the SDK', async (file) => {
    expect(await complaints(file, '@aws-sdk/client-s3')).toEqual([expect.stringContaining('AWS calls live in src/aws')]);
  });

  it.each(['src/core/sneaky.ts', 'src/aws/sneaky.ts', 'src/flows/steps/purge/sneaky.ts'])('%s may not use the terminal', async (file) => {
    expect(await complaints(file, 'chalk')).toEqual([expect.stringContaining('The terminal belongs to src/ui')]);
  });
});
