import type { Command } from 'commander';
import { Failure } from '../../core/failures/failure.js';
import type { PolicyTarget } from '../../core/require-mfa/target.js';
import { textFlag } from '../flag-values.js';

const kinds = ['user', 'group', 'role'] as const;

/** Name of the managed policy where nothing else is said. */
export const DEFAULT_POLICY_NAME = 'RequireMfa';

/** Declares `--user`, `--group` and `--role`. */
export function declareTargetFlags(command: Command): void {
  command
    .optionsGroup('Who:')
    .option('--user <name>', 'choose an IAM user')
    .option('--group <name>', 'choose a group of IAM users')
    .option('--role <name>', 'choose a role');
}

/**
 * Reads whom it is about: one user, group or role.
 * @param command for hints
 * @throws Failure `missing-input`, `usage`
 */
export function targetOf(command: string, flags: Readonly<Record<string, unknown>>): PolicyTarget {
  const [first, ...others] = kinds.flatMap((kind) => {
    const name = textFlag(flags[kind]);
    return name === undefined ? [] : [{ kind, name }];
  });
  if (first === undefined) throw new Failure('missing-input', 'nobody was named', { hints: [`name a user: \`s3-mfa-delete ${command} --user alice\``, 'or a group or role: `--group`, `--role`'] });
  if (others.length > 0) throw new Failure('usage', '--user, --group and --role exclude each other', { hints: ['run the command once for each'] });
  checkName(`--${first.kind}`, first.name, 64);
  return first;
}

/**
 * Reads the name of the managed policy.
 * @throws Failure `usage`
 */
export function policyNameOf(flags: Readonly<Record<string, unknown>>): string {
  const name = textFlag(flags.policyName) ?? DEFAULT_POLICY_NAME;
  checkName('--policy-name', name, 128);
  return name;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, "IAM name requirements" */
function checkName(flag: string, name: string, most: number): void {
  if (/^[\w+=,.@-]+$/.test(name) && name.length <= most) return;
  throw new Failure('usage', `${flag} \`${name}\` is not a name that IAM gives`, { hints: ['give the name alone, not the ARN: letters, digits and `+=,.@-_`'] });
}
