import { type Command, Option } from 'commander';
import { Failure } from '../../core/failures/failure.js';
import { checkDemand, type MfaDemand } from '../../core/require-mfa/demand.js';
import { parseDuration } from '../../core/text/amounts.js';
import { collect, listFlag, textFlag } from '../flag-values.js';

type Flags = Readonly<Record<string, unknown>>;

/** Declares the flags that say what takes a code. @param styles what `--style` accepts */
export function declareDemandFlags(command: Command, styles: readonly string[]): void {
  command
    .optionsGroup('What takes a code:')
    .addOption(new Option('--style <style>', 'ask whether a code was given, or how long ago').choices(styles))
    .option('--max-age <duration>', 'with --style age, let sessions pass up to this age: 15m, 1h, 12h')
    .addOption(new Option('--action <action>', 'ask for a code in this action (repeatable; default: s3:*)').argParser(collect))
    .addOption(new Option('--resource <arn>', 'ask for it on this resource (repeatable; default: everything)').argParser(collect));
}

/**
 * Reads what takes a code.
 * @throws Failure `usage`
 */
export function demandOf(flags: Flags): MfaDemand {
  const maxAge = textFlag(flags.maxAge);
  if (maxAge !== undefined && flags.style === 'present') {
    throw new Failure('usage', '--style present cannot ask how old a session is', { hints: ['use `--style age --max-age 1h`'] });
  }
  const maxAgeSeconds = maxAge === undefined ? null : parseDuration('--max-age', maxAge) / 1000;
  if (maxAgeSeconds === 0) throw new Failure('usage', '--max-age `0s` would refuse every session', { hints: ['give at least a second, for example `--max-age 1h`'] });
  const demand: MfaDemand = {
    style: flags.style === 'age' || maxAge !== undefined ? 'age' : 'present',
    actions: listOf(flags.action, ['s3:*']),
    resources: listOf(flags.resource, ['*']),
    maxAgeSeconds,
  };
  checkDemand(demand);
  return demand;
}

/** The values of a repeatable flag, or its default. */
export function listOf(value: unknown, otherwise: readonly string[]): string[] {
  return value === undefined ? [...otherwise] : listFlag(value);
}
