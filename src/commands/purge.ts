import type { PurgeOptions } from '../flows/purge.js';
import { namedBucket } from './bucket-argument.js';
import type { CommandFile, Invocation } from './command-file.js';
import { declareConsentFlags, declareSigningFlags, deletionFlags } from './deletion-flags.js';
import { textFlag } from './flag-values.js';
import { declarePurgeFlags, purgeBasis, saysWhatToPurge } from './purge-flags.js';
import { declareWindowFlags, windowFlags } from './window-flags.js';

const examples = `
Examples:
  $ s3-mfa-delete purge ledger --older-than 90d --keep 3 --dry-run
  $ s3-mfa-delete purge ledger --older-than 90d --keep 3
  $ s3-mfa-delete purge ledger --lifecycle ledger-lifecycle.json
  $ s3-mfa-delete purge ledger --expired-delete-markers
  $ s3-mfa-delete purge ledger --older-than 30d --plan-out plan.ndjson --dry-run
  $ s3-mfa-delete purge ledger --plan plan.ndjson --confirm ledger \\
      --mfa-process 'pass otp aws-root'
  $ s3-mfa-delete purge ledger --older-than 90d --window

Where MFA Delete is on, a bucket cannot have lifecycle rules. This does what
they would, with one code for 1000 versions. Several devices (--mfa-serial twice
or more) take turns: twice the devices, twice the speed.
--older-than counts from when a version became noncurrent, to the second;
--keep counts delete markers as versions, as S3 does.`;

/** `purge <bucket>`: deletes noncurrent versions as lifecycle rules would. */
export const purgeCommand: CommandFile = {
  name: 'purge',
  usage: '<bucket>',
  summary: 'delete old versions as lifecycle rules would, which MFA Delete keeps out',
  declare(command) {
    declarePurgeFlags(command);
    command
      .optionsGroup('How it is done:')
      .option('--plan-out <file>', 'save the plan into this file (NDJSON), and with --dry-run stop there');
    declareConsentFlags(command, 'confirm with the name of the bucket, instead of typing it when asked; more is asked for with --all-versions', true);
    declareWindowFlags(command);
    declareSigningFlags(command);
    command.addHelpText('after', examples);
  },
  prepare(invocation) {
    const window = windowFlags(invocation.flags);
    if (window !== null) {
      const options = { ...optionsOf(invocation), ...window, basis: saysWhatToPurge(invocation.flags) ? purgeBasis(invocation.flags) : null };
      return async (context) => {
        const { purgeWindow } = await import('../flows/purge-window.js');
        return purgeWindow(options, context);
      };
    }
    const options = { ...optionsOf(invocation), basis: purgeBasis(invocation.flags) };
    return async (context) => {
      const { purge } = await import('../flows/purge.js');
      return purge(options, context);
    };
  },
};

function optionsOf({ args: [bucket], flags }: Invocation): Omit<PurgeOptions, 'basis'> {
  return {
    bucket: namedBucket('purge', bucket),
    planOut: textFlag(flags.planOut),
    confirm: textFlag(flags.confirm),
    ...deletionFlags(flags),
  };
}
