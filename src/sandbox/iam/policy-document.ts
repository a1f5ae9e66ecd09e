import { statementsOf } from '../../core/policies/statements.js';
import { isJson } from '../../core/text/is-json.js';
import { PracticeError } from '../types.js';

/** AWS: IAM quotas, "Customer managed policies: 6,144 characters", white space not counted (verified). */
const MOST_CHARACTERS = 6144;

/**
 * Checks the document of a managed policy.
 * AWS: "IAM JSON policy element reference" (verified); "Syntax errors in policy." from public captures (verified), the
 * other texts are likely.
 * @throws PracticeError 400 MalformedPolicyDocument, 409 LimitExceeded
 */
export function checkPolicyDocument(text: string): void {
  if (text.replace(/\s/g, '').length > MOST_CHARACTERS) {
    throw new PracticeError(409, 'LimitExceeded', `Cannot exceed quota for PolicySize: ${MOST_CHARACTERS}`);
  }
  const statements = statementsOf(text);
  if (statements === null) throw malformed(isJson(text) ? 'Syntax errors in policy.' : 'This policy contains invalid Json');
  for (const { Effect, Action, NotAction, Resource, NotResource, Principal, Sid } of statements) {
    if (Principal !== undefined) throw malformed('Policy document should not specify a principal.');
    const complete = (Action ?? NotAction) !== undefined && (Resource ?? NotResource) !== undefined;
    const named = Sid === undefined || (typeof Sid === 'string' && /^[0-9A-Za-z]*$/.test(Sid));
    if ((Effect !== 'Allow' && Effect !== 'Deny') || !complete || !named) throw malformed('Syntax errors in policy.');
  }
}

function malformed(message: string): PracticeError {
  return new PracticeError(400, 'MalformedPolicyDocument', message);
}
