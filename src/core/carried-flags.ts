import { shellCommand } from './aws-command.js';

/** Flags that say whom a run talks to, as they were given; `undefined` where they were not. */
export type GivenFlags = { profile?: string | undefined; region?: string | undefined; endpointUrl?: string | undefined };

/** Our commands that take these flags, and those of the AWS CLI that are named to people. */
const command = /`((?:s3-mfa-delete (?:verify|enable|disable|suspend|delete-version|purge|restore|root-key|policy (?:attach|detach|prove))|aws (?:s3api|s3|iam|sts))(?= |`)[^`]*)`/g;

/**
 * A text whose commands reach the account and the server that the run was about: a bucket of the same name may exist
 * elsewhere. What a command says itself stays. Hints name IAM for other credentials than the ones in use, so the
 * profile is not handed on to it; and with `--all` a region would leave out the buckets of the others.
 */
export function carryingFlags(text: string, { profile, region, endpointUrl }: GivenFlags): string {
  return text.replace(command, (_span, words: string) => {
    const flags = [
      ...(profile === undefined || /^aws (?:iam|sts)/.test(words) || / --profile\b/.test(words) ? [] : ['--profile', profile]),
      ...(region === undefined || / --(?:region|all)\b/.test(words) ? [] : ['--region', region]),
      ...(endpointUrl === undefined || / --endpoint-url\b/.test(words) ? [] : ['--endpoint-url', endpointUrl]),
    ];
    if (flags.length === 0 || / --help\b/.test(words)) return `\`${words}\``;
    const end = / [|>] /.exec(words)?.index ?? words.length;
    return `\`${words.slice(0, end)} ${shellCommand(flags)}${words.slice(end)}\``;
  });
}

/** The same for a document: all of its `hints`, however deep they lie. */
export function documentCarryingFlags<T>(document: T, given: GivenFlags): T {
  return [given.profile, given.region, given.endpointUrl].every((flag) => flag === undefined) ? document : (carried(document, given) as T);
}

function carried(value: unknown, given: GivenFlags): unknown {
  if (Array.isArray(value)) return value.map((part) => carried(part, given));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, name === 'hints' && Array.isArray(part) ? part.map((hint) => carryingFlags(String(hint), given)) : carried(part, given)]));
}
