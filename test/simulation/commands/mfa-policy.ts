import type { Run } from '../run.js';

/** The name of the policy that the program attaches. */
const NAME = 'RequireMfa';

/** The document that `user/auditor`, for example, has by the policy before or after a run. */
export function mfaPolicyOf(holder: string, { policies }: Run['before']): string | undefined {
  return policies.get(holder)?.get(NAME);
}

/** Was a user, group or role made to use MFA before the run? The user `admin` is in the group `operators`. */
export function needsMfa(holder: string, { before }: Run): boolean {
  const holders = holder === 'user/admin' ? [holder, 'group/operators'] : [holder];
  return holders.some((each) => mfaPolicyOf(each, before) !== undefined);
}

/** The exit code is 0 where a document says that something is proven, and only there. */
export function provenOtherwise(proven: unknown, { exitCode }: Run): string[] {
  return proven !== (exitCode === 0) ? [`proven: ${String(proven)}, exit code ${exitCode}`] : [];
}
