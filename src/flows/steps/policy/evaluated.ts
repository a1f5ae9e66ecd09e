import { arnOf } from '../../../aws/identities/policy-targets.js';
import { isFailure } from '../../../core/failures/failure.js';
import { type PolicyTarget, targetArn } from '../../../core/require-mfa/target.js';
import type { SignedInToIam } from '../sign-in/sign-in-to-iam.js';

/**
 * Has something evaluated of a target by its ARN. One with a path is looked up: the name does not tell it.
 * @param evaluate asked with the ARN, twice at most
 * @returns the ARN that AWS knows, and the answer
 * @throws Failure `identity-not-found`, and others
 */
export async function evaluated<T>(target: PolicyTarget, { clients, identity }: SignedInToIam, evaluate: (arn: string) => Promise<T>): Promise<{ arn: string; answer: T }> {
  const arn = targetArn(target, identity);
  try {
    return { arn, answer: await evaluate(arn) };
  } catch (error) {
    if (!isFailure(error, 'identity-not-found')) throw error;
    const whole = await arnOf(clients, target);
    if (whole === arn) throw error;
    return { arn: whole, answer: await evaluate(whole) };
  }
}
