import type { Context } from '../../context.js';
import { isFailure } from '../../core/failures/failure.js';
import { momentInWords } from '../../core/text/quantities.js';
import { type Baseline, driftSize } from '../../core/verify/drift.js';
import type { VerifyOptions } from '../../core/verify/options.js';
import { jsonLine } from '../../ui/json.js';
import type { CommandResult } from '../command-result.js';
import { verifyOnce } from './once.js';
import type { VerifyResult } from './present.js';
import type { Rules } from './rules.js';
import { changeLines } from './show-changes.js';

/**
 * Reads again and again and prints what changed, and nothing else, until it is interrupted (or, with `--fail-on-change`,
 * until something changes). The first run is what the second is compared with, unless a baseline was given. A run that
 * cannot be made is said, and the next one is waited for: whoever watches wants to be told when the network is back.
 */
export async function watchChanges(options: VerifyOptions & { watch: number }, rules: Rules, context: Context): Promise<CommandResult> {
  const { ui, clock, interruption } = context;
  const quiet: VerifyOptions = { ...options, format: 'table' };
  let baseline: Baseline | null = rules.baseline;
  let running = context;
  for (;;) {
    const result = await verifyOnce(quiet, { ...rules, baseline }, running).catch((error: unknown) => {
      if (baseline === null || interruption.aborted || !isFailure(error)) throw error;
      ui.error(error);
      return null;
    });
    if (interruption.aborted) throw interruption.reason;
    if (result !== null) {
      const count = printChanges(result, options, context);
      if (options.failOnChange && count > 0) return { exitCode: 1, document: null, show: () => undefined };
      baseline = nextBaseline(baseline, result, new Date(clock.now()).toISOString());
    }
    // Whose credentials they are is said once; nothing but changes and trouble from then on.
    running = { ...context, ui: { ...ui, line: () => undefined } };
    await clock.sleep(options.watch, interruption);
  }
}

/** @returns how many buckets changed */
function printChanges({ body }: VerifyResult, { format }: VerifyOptions, { ui, clock }: Context): number {
  const { changes, summary } = body;
  if (changes === null) {
    ui.line(`Watching ${summary.buckets} buckets, ${summary.on} of them on; changes follow.`);
    return 0;
  }
  const at = new Date(clock.now()).toISOString();
  if (format === 'ndjson') {
    for (const [change, list] of Object.entries(changes)) {
      if (Array.isArray(list)) for (const bucket of list) ui.resultText(jsonLine({ type: 'change', at, change, ...bucket }));
    }
  } else {
    for (const line of changeLines(changes)) ui.result(`${momentInWords(clock.now())}  ${line}`);
  }
  return driftSize(changes);
}

/**
 * What could not be read this time is remembered as it was: it has not changed as far as anybody knows. What never could be
 * read is remembered as such, or it would be new every time.
 */
function nextBaseline(before: Baseline | null, { body }: VerifyResult, since: string): Baseline {
  const read = body.buckets.filter(({ verdict }) => verdict !== 'unknown');
  const unread = body.buckets.filter(({ verdict, reason }) => verdict === 'unknown' && reason !== 'NoSuchBucket');
  const unreadNames = new Set(unread.map(({ name }) => name));
  const known = (buckets: typeof read) => buckets.map(({ name, account, verdict }) => [name, { account, verdict }] as const);
  const kept = [...(before?.buckets ?? [])].filter(([name]) => !body.complete || unreadNames.has(name));
  return { since, buckets: new Map([...known(unread), ...kept, ...known(read)]) };
}
