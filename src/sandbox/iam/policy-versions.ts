import type { AccountState } from '../people/account-state.js';
import type { ManagedPolicy, PolicyVersion } from '../people/managed-policies.js';
import { PracticeError } from '../types.js';
import { checkParameters, rule } from '../wire/constraints.js';
import type { QueryOperation, QueryResult } from '../wire/query-protocol.js';
import { noSuchEntity } from './access.js';
import { pageOf, pageParameters } from './paging.js';
import { conflict, ownPolicyNamed, policyNamed } from './policies.js';
import { checkPolicyDocument } from './policy-document.js';
import { instant, urlEncoded } from './presentation.js';

/** AWS: IAM quotas, "Versions of a managed policy that can be stored" (verified). */
const MOST_VERSIONS = 5;

const versionRule = rule('VersionId', { kind: 'required' }, { kind: 'pattern', pattern: 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?' });

/** CreatePolicyVersion. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export function createPolicyVersion(state: AccountState): QueryOperation {
  return {
    parameters: ['PolicyArn', 'PolicyDocument', 'SetAsDefault'],
    run(call, parameters) {
      const policy = ownPolicyNamed(state, call, 'iam:CreatePolicyVersion', parameters);
      checkParameters(parameters, [rule('PolicyDocument', { kind: 'required' })]);
      const document = parameters.get('PolicyDocument') ?? '';
      checkPolicyDocument(document);
      if (policy.versions.length >= MOST_VERSIONS) {
        // Public captures (verified).
        throw new PracticeError(409, 'LimitExceeded', `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`);
      }
      const version = state.policies.addVersion(policy, document, parameters.get('SetAsDefault') === 'true');
      return { PolicyVersion: describeVersion(policy, version) };
    },
  };
}

/** ListPolicyVersions: newest first, without the documents. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export function listPolicyVersions(state: AccountState): QueryOperation {
  return {
    parameters: ['PolicyArn', ...pageParameters],
    run(call, parameters) {
      const policy = policyNamed(state, call, 'iam:ListPolicyVersions', parameters);
      const page = pageOf(policy.versions, parameters, (version) => describeVersion(policy, version));
      return { Versions: { member: page.member }, ...page.state };
    },
  };
}

/**
 * GetPolicyVersion: the document comes URL-encoded (RFC 3986).
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
 */
export function getPolicyVersion(state: AccountState): QueryOperation {
  return {
    parameters: ['PolicyArn', 'VersionId'],
    run(call, parameters) {
      const policy = policyNamed(state, call, 'iam:GetPolicyVersion', parameters);
      const version = versionNamed(policy, parameters);
      return { PolicyVersion: { Document: urlEncoded(version.document), ...describeVersion(policy, version) } };
    },
  };
}

/** DeletePolicyVersion: not the default one. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export function deletePolicyVersion(state: AccountState): QueryOperation {
  return {
    parameters: ['PolicyArn', 'VersionId'],
    run(call, parameters) {
      const policy = ownPolicyNamed(state, call, 'iam:DeletePolicyVersion', parameters);
      const { versionId } = versionNamed(policy, parameters);
      if (versionId === policy.defaultVersionId) throw conflict('Cannot delete the default version of a policy.');
      policy.versions = policy.versions.filter((version) => version.versionId !== versionId);
      return null;
    },
  };
}

/** SetDefaultPolicyVersion. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export function setDefaultPolicyVersion(state: AccountState): QueryOperation {
  return {
    parameters: ['PolicyArn', 'VersionId'],
    run(call, parameters) {
      const policy = ownPolicyNamed(state, call, 'iam:SetDefaultPolicyVersion', parameters);
      policy.defaultVersionId = versionNamed(policy, parameters).versionId;
      return null;
    },
  };
}

/** The text of the refusal is likely: public captures. */
function versionNamed(policy: ManagedPolicy, parameters: ReadonlyMap<string, string>): PolicyVersion {
  checkParameters(parameters, [versionRule]);
  const version = policy.versions.find(({ versionId }) => versionId === parameters.get('VersionId'));
  if (version === undefined) throw noSuchEntity(`Policy ${policy.arn} version ${parameters.get('VersionId')} does not exist or is not attachable.`);
  return version;
}

function describeVersion(policy: ManagedPolicy, { versionId, createdAt }: PolicyVersion): QueryResult {
  return { VersionId: versionId, IsDefaultVersion: versionId === policy.defaultVersionId, CreateDate: instant(createdAt) };
}
