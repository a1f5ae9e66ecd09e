import { describe, it } from 'vitest';
import { type Block, blocksOf, isShell } from './documents.js';
import { makePlace } from './place.js';
import { runBlock } from './run-block.js';
import { readSetup } from './setup.js';

/** A test for each block of a document that is run; those that continue each other are one. */
export function runDocument(document: string): void {
  const found = chains(blocksOf(document).filter((block) => isShell(block) && block.mark?.isRun === true));
  if (found.length === 0) return;
  describe.concurrent(document, () => {
    it.for(found.map((blocks) => [blocks[0]?.where, blocks] as const))('%s does what it says', async ([, blocks], { onTestFinished }) => {
      const place = await makePlace(onTestFinished);
      for (const block of blocks) await runBlock(block, place);
    });
  });
}

function chains(blocks: Block[]): Block[][] {
  const found: Block[][] = [];
  for (const block of blocks) {
    if (readSetup(block.mark?.says ?? '').isContinued) found.at(-1)?.push(block);
    else found.push([block]);
  }
  return found;
}
