import { makeRedactor } from '../../src/core/text/redaction.js';
import { makeCleaner } from '../../src/ui/clean-text.js';
import type { Look } from '../../src/ui/prompts/look.js';
import { makeStyle } from '../../src/ui/style.js';
import { symbolsFor } from '../../src/ui/symbols.js';

/** How prompts look in a terminal of 80 columns without colour. */
export const plainLook: Look = {
  style: makeStyle(false),
  symbols: symbolsFor({}),
  clean: makeCleaner(makeRedactor()),
  columns: () => 80,
};
