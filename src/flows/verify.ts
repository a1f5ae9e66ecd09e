import type { Context } from '../context.js';
import type { VerifyOptions } from '../core/verify/options.js';
import type { CommandResult } from './command-result.js';
import { verifyOnce } from './verify/once.js';
import { readRules } from './verify/rules.js';

/** Reads how buckets are protected and judges them; denied is `unknown`, never `off`. */
export async function verify(options: VerifyOptions, context: Context): Promise<CommandResult> {
  const rules = await readRules(options, context);
  if (options.watch === null) return verifyOnce(options, rules, context);
  const { watchChanges } = await import('./verify/watch.js');
  return watchChanges({ ...options, watch: options.watch }, rules, context);
}
