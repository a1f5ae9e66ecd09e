import { type Command, Option } from 'commander';
import { Failure } from '../core/failures/failure.js';
import { type PurgeFlags, ruleOfFlags } from '../core/purge/flag-rules.js';
import { parseCount, parseDuration, parseSize } from '../core/text/amounts.js';
import type { PurgeBasis } from '../flows/steps/purge/purge-rules.js';
import { collect, listFlag, textFlag } from './flag-values.js';

/** Declares the flags that say which versions go. */
export function declarePurgeFlags(command: Command): void {
  command
    .optionsGroup('What is deleted:')
    .option('--older-than <duration>', 'delete versions that became noncurrent this long ago or earlier: 90s, 15m, 12h, 30d, 2w')
    .option('--keep <n>', 'keep the n newest noncurrent versions of each key')
    .option('--expired-delete-markers', 'remove delete markers that have no version left under them')
    .option('--all-versions', 'delete everything, current versions too')
    .option('--lifecycle <file>', 'delete what this saved S3 lifecycle configuration says')
    .option('--plan <file>', 'delete exactly what this saved plan names')
    .optionsGroup('Which keys:')
    .option('--prefix <prefix>', 'take only keys that begin with this')
    .option('--min-size <size>', 'take only versions of at least this many bytes; also 64KiB, 10MiB, 5GiB')
    .option('--max-size <size>', 'take only versions of at most this many bytes')
    .addOption(new Option('--include <glob>', 'take only keys that match (repeatable: one has to match)').argParser(collect))
    .addOption(new Option('--exclude <glob>', 'leave out keys that match (repeatable)').argParser(collect));
}

/** The flags that say which versions go, by the name commander gives them. */
const ruleFlags: Readonly<Record<string, string>> = {
  olderThan: '--older-than',
  keep: '--keep',
  expiredDeleteMarkers: '--expired-delete-markers',
  allVersions: '--all-versions',
  prefix: '--prefix',
  minSize: '--min-size',
  maxSize: '--max-size',
  include: '--include',
  exclude: '--exclude',
};

/** Does a flag say which versions go? */
export function saysWhatToPurge(flags: Readonly<Record<string, unknown>>): boolean {
  return flags.plan !== undefined || flags.lifecycle !== undefined || Object.keys(ruleFlags).some((name) => flags[name] !== undefined);
}

/**
 * Reads what says which versions go: a plan, a lifecycle configuration, or flags; one of them.
 * @throws Failure `usage`
 */
export function purgeBasis(flags: Readonly<Record<string, unknown>>): PurgeBasis {
  const [plan, lifecycle] = [textFlag(flags.plan), textFlag(flags.lifecycle)];
  const given = Object.keys(ruleFlags).filter((name) => flags[name] !== undefined);
  if (plan !== undefined) {
    refuseWith('--plan', [lifecycle === undefined ? [] : ['--lifecycle'], flags.planOut === undefined ? [] : ['--plan-out'], flagNames(given)].flat(), 'a plan is carried out as it is');
    return { by: 'plan', path: plan };
  }
  if (lifecycle !== undefined) {
    refuseWith('--lifecycle', flagNames(given), 'a lifecycle configuration has filters of its own');
    return { by: 'lifecycle', path: lifecycle };
  }
  const read = readFlags(flags);
  // Said before anybody signs in.
  ruleOfFlags(read);
  return { by: 'flags', flags: read };
}

function readFlags(flags: Readonly<Record<string, unknown>>): PurgeFlags {
  const read = <T>(flag: string, value: unknown, parse: (flag: string, text: string) => T): T | null => {
    const text = textFlag(value);
    return text === undefined ? null : parse(flag, text);
  };
  return {
    olderThanMs: read('--older-than', flags.olderThan, parseDuration),
    keep: read('--keep', flags.keep, parseCount),
    prefix: textFlag(flags.prefix) ?? '',
    minSize: read('--min-size', flags.minSize, parseSize),
    maxSize: read('--max-size', flags.maxSize, parseSize),
    include: listFlag(flags.include),
    exclude: listFlag(flags.exclude),
    expiredDeleteMarkers: flags.expiredDeleteMarkers === true,
    allVersions: flags.allVersions === true,
  };
}

function flagNames(names: readonly string[]): string[] {
  return names.flatMap((name) => ruleFlags[name] ?? []);
}

function refuseWith(flag: string, [other]: readonly string[], why: string): void {
  if (other === undefined) return;
  throw new Failure('usage', `${flag} cannot be used with ${other}: ${why}`, { hints: [`leave out \`${other}\``] });
}
