import { parseBucketName } from '../../core/buckets/bucket-name.js';
import type { CommandFile } from '../command-file.js';
import { textFlag } from '../flag-values.js';
import { DEFAULT_PROFILE } from './flags.js';

const examples = `
Examples:
  $ s3-mfa-delete session check              your key, and the profile mfa
  $ s3-mfa-delete session check ledger       list this bucket, not all of them
  $ s3-mfa-delete session check --profile mfa --source work

The two commands of every guide in one: the same call with the long-term key,
which should be denied, and with the session, which should work. Exit codes:
0 so it is, 1 it is not.`;

/** `session check [bucket]`: the same call with the key and with the session. */
export const sessionCheckCommand: CommandFile = {
  name: 'check',
  usage: '[bucket]',
  summary: 'try the same call with the long-term key and with the session',
  declare(command) {
    command.option('--source <profile>', 'take the long-term key of this profile, where --profile names that of the session (default: mfa)');
    command.addHelpText('after', examples);
  },
  prepare({ args, flags }) {
    const [bucket] = args;
    const options = {
      profile: textFlag(flags.profile) ?? DEFAULT_PROFILE,
      source: textFlag(flags.source),
      bucket: bucket === undefined ? null : parseBucketName(bucket),
    };
    return async (context) => {
      const { sessionCheck } = await import('../../flows/session-check.js');
      return sessionCheck(options, context);
    };
  },
};
