import { Failure } from '../core/failures/failure.js';
import { parseInstant } from '../core/text/instant.js';
import type { RestoreOptions } from '../flows/restore.js';
import { confirmedBucket } from './bucket-argument.js';
import type { CommandFile, Invocation } from './command-file.js';
import { declareConsentFlags, declareSigningFlags, deletionFlags } from './deletion-flags.js';
import { textFlag } from './flag-values.js';

const examples = `
Examples:
  $ s3-mfa-delete restore ledger a.txt b.txt
  $ s3-mfa-delete restore ledger --prefix invoices/
  $ s3-mfa-delete restore ledger --deleted-after 2026-03-01T18:30
  $ s3-mfa-delete restore ledger --dry-run   show what could come back

Deleting an object only puts a delete marker on top of its versions. This
removes such markers, up to 1000 with one code, and the objects are back.
Markers made before --deleted-after, or after --deleted-before, stay.`;

/** `restore <bucket> [key...]`: undeletes objects. */
export const restoreCommand: CommandFile = {
  name: 'restore',
  usage: '<bucket> [key...]',
  summary: 'bring deleted objects back: remove their delete markers',
  declare(command) {
    command
      .option('--prefix <prefix>', 'take only keys that begin with this')
      .option('--deleted-after <time>', 'take only what was deleted at this time or later (ISO 8601, UTC)')
      .option('--deleted-before <time>', 'take only what was deleted at this time or earlier (ISO 8601, UTC)');
    declareConsentFlags(command, 'confirm with the name of the bucket; does what --yes does', false);
    declareSigningFlags(command);
    command.addHelpText('after', examples);
  },
  prepare(invocation) {
    const options = optionsOf(invocation);
    return async (context) => {
      const { restore } = await import('../flows/restore.js');
      return restore(options, context);
    };
  },
};

function optionsOf({ args: [bucket, ...keys], flags, globals }: Invocation): RestoreOptions {
  const [prefix, confirm] = [textFlag(flags.prefix), textFlag(flags.confirm)];
  const span = { after: instantFlag('--deleted-after', flags.deletedAfter), before: instantFlag('--deleted-before', flags.deletedBefore) };
  if (keys.includes('')) throw new Failure('usage', 'a key is empty');
  if (keys.length > 0 && prefix !== undefined) {
    throw new Failure('usage', 'keys and --prefix cannot be used together', { hints: ['say in one way which objects are meant'] });
  }
  if (span.after !== null && span.before !== null && span.after > span.before) {
    throw new Failure('usage', '--deleted-after is later than --deleted-before, so nothing lies between them');
  }
  return {
    bucket: confirmedBucket('restore', bucket, confirm),
    keys: [...new Set(keys)],
    prefix,
    span,
    yes: globals.yes || confirm !== undefined,
    ...deletionFlags(flags),
  };
}

function instantFlag(flag: string, value: unknown): number | null {
  const text = textFlag(value);
  return text === undefined ? null : parseInstant(flag, text);
}
