import { shellCommand } from './aws-command.js';

/** Flags that say whom a run talks to, as they were given; `undefined` where they were not. */
export type GivenFlags = { profile?: string | undefined; endpointUrl?: string | undefined };

/** Our commands that take these flags, and those of the AWS CLI that stand in hints. */
const command = /`((?:s3-mfa-delete (?:verify|enable|disable|suspend|delete-version|purge|restore|root-key|policy (?:attach|detach|prove))|aws (?:s3api|s3|iam|sts))(?= |`)[^`]*)`/g;

/**
 * A hint whose commands reach the account and the server that the run was about: a bucket of the same name may exist
 * elsewhere. What a command says itself stays. Hints name IAM for other credentials than the ones in use, so the
 * profile is not handed on to it.
 */
export function carryingFlags(hint: string, { profile, endpointUrl }: GivenFlags): string {
  return hint.replace(command, (_span, text: string) => {
    const flags = [
      ...(profile === undefined || /^aws (?:iam|sts)/.test(text) || / --profile\b/.test(text) ? [] : ['--profile', profile]),
      ...(endpointUrl === undefined || / --endpoint-url\b/.test(text) ? [] : ['--endpoint-url', endpointUrl]),
    ];
    if (flags.length === 0 || / --help\b/.test(text)) return `\`${text}\``;
    const end = / [|>] /.exec(text)?.index ?? text.length;
    return `\`${text.slice(0, end)} ${shellCommand(flags)}${text.slice(end)}\``;
  });
}
