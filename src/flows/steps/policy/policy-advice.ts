import { userMfaDevices } from '../../../aws/identities/mfa-devices.js';
import { simulate } from '../../../aws/identities/policy-simulation.js';
import { groupsOf } from '../../../aws/identities/policy-targets.js';
import { shellCommand } from '../../../core/aws-command.js';
import { isFailure } from '../../../core/failures/failure.js';
import type { MfaDemand } from '../../../core/require-mfa/demand.js';
import { holdsForSigner, type PolicyTarget, signingUser, targetInWords } from '../../../core/require-mfa/target.js';
import { makesCodes } from '../../../core/signers/mfa-device.js';
import type { SignedInToIam } from '../sign-in/sign-in-to-iam.js';
import { evaluated } from './evaluated.js';

/** Something that is missing beside the policy, and how to add it. */
type Missing = { what: 'device' | 'rights'; message: string; commands: string[] };

/** What a person should know before the policy is attached. `lockout` warns the signer about himself; `null` where there is no danger. */
export type PolicyAdvice = { missing: Missing[]; lockout: string | null; unchecked: string[] };

/** Looks for what makes the policy useless or harmful: no device, no rights, the signer's own account. Throws Failure. */
export async function policyAdvice(target: PolicyTarget, demand: MfaDemand, signedIn: SignedInToIam): Promise<PolicyAdvice> {
  const unchecked: string[] = [];
  const [device, rights, lockout] = await Promise.all([
    unlessDenied(unchecked, missingDevice(target, signedIn)),
    unlessDenied(unchecked, missingRights(target, demand, signedIn)),
    unlessDenied(unchecked, lockoutOf(target, signedIn)),
  ]);
  return { missing: [device, rights].filter((found) => found !== null), lockout, unchecked };
}

async function missingDevice({ kind, name }: PolicyTarget, { clients }: SignedInToIam): Promise<Missing | null> {
  if (kind !== 'user' || (await userMfaDevices(clients, name)).some(makesCodes)) return null;
  const file = `${name}.png`;
  return {
    what: 'device',
    message: `user \`${name}\` has no MFA device that makes codes, so nobody will get past the policy as ${name}`,
    commands: [
      shellCommand(['aws', 'iam', 'create-virtual-mfa-device', '--virtual-mfa-device-name', name, '--bootstrap-method', 'QRCodePNG', '--outfile', file]),
      `${shellCommand(['aws', 'iam', 'enable-mfa-device', '--user-name', name, '--serial-number'])} SERIAL --authentication-code1 CODE --authentication-code2 NEXT_CODE`,
    ],
  };
}

/** Asked of AWS's own evaluation, as if a code had been given: rights may come from anywhere. */
async function missingRights(target: PolicyTarget, demand: MfaDemand, signedIn: SignedInToIam): Promise<Missing | null> {
  const { clients, identity } = signedIn;
  const actions = probeActions(demand);
  const { answer: decisions } = await evaluated(target, signedIn, (arn) => simulate(clients, arn, { actions, resources: ['*'], afterACode: true }));
  if ([...decisions.values()].some((decision) => decision !== 'implicitDeny')) return null;
  return {
    what: 'rights',
    message: `no policy allows ${targetInWords(target)} ${actions.join(' or ')}, with MFA or without: this policy only takes rights away`,
    commands: [
      shellCommand(['aws', 'iam', `attach-${target.kind}-policy`, `--${target.kind}-name`, target.name, '--policy-arn', `arn:${identity.partition}:iam::aws:policy/AmazonS3ReadOnlyAccess`]),
    ],
  };
}

/** Actions that stand for the demand: those without wildcards, or what everybody who uses S3 does first. */
function probeActions({ actions }: MfaDemand): string[] {
  const plain = actions.filter((action) => !/[*?]/.test(action));
  return plain.length > 0 ? plain : ['s3:ListAllMyBuckets', 's3:ListBucket'];
}

async function lockoutOf(target: PolicyTarget, { clients, identity }: SignedInToIam): Promise<string | null> {
  const user = signingUser(identity);
  const groups = target.kind === 'group' && user !== null ? await groupsOf(clients, user) : [];
  if (!holdsForSigner(target, identity, groups)) return null;
  if (user === null) return `you work as ${targetInWords(target)} now, and sessions of a role have MFA only if it was assumed with a code`;
  if ((await userMfaDevices(clients, user)).some(makesCodes)) return null;
  return `this holds for you, \`${user}\`, and you have no MFA device that makes codes: you would lock yourself out`;
}

async function unlessDenied<T>(unchecked: string[], looked: Promise<T | null>): Promise<T | null> {
  try {
    return await looked;
  } catch (error) {
    if (!isFailure(error, 'access-denied', 'unknown-access-key')) throw error;
    unchecked.push(error.message);
    return null;
  }
}
