import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  paginateListPolicyVersions,
} from '@aws-sdk/client-iam';
import { isFailure } from '../../core/failures/failure.js';
import type { ManagedPolicyState, PolicyVersionState } from '../../core/require-mfa/attach-plan.js';
import type { PolicyDocument } from '../../core/require-mfa/demand.js';
import { readPolicyDocument } from '../../core/require-mfa/documents.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';

/**
 * A managed policy with the document in force; `null` where there is none.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html (the document comes URL-encoded)
 * @throws Failure
 */
export async function readManagedPolicy(clients: Clients, arn: string): Promise<ManagedPolicyState | null> {
  const iam = await clients.iam();
  try {
    const { Policy } = await ask(clients, { action: 'iam:GetPolicy' }, (options) => iam.send(new GetPolicyCommand({ PolicyArn: arn }), options));
    const VersionId = Policy?.DefaultVersionId ?? '';
    const command = new GetPolicyVersionCommand({ PolicyArn: arn, VersionId });
    const { PolicyVersion } = await ask(clients, { action: 'iam:GetPolicyVersion' }, (options) => iam.send(command, options));
    return { arn, document: documentOf(PolicyVersion?.Document), defaultVersionId: VersionId, attachmentCount: Policy?.AttachmentCount ?? 0 };
  } catch (error) {
    if (isFailure(error, 'identity-not-found')) return null;
    throw error;
  }
}

/** Every version of a managed policy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html @throws Failure */
export function listPolicyVersions(clients: Clients, arn: string): Promise<PolicyVersionState[]> {
  return ask(clients, { action: 'iam:ListPolicyVersions' }, async (options) => {
    const found: PolicyVersionState[] = [];
    for await (const page of paginateListPolicyVersions({ client: await clients.iam() }, { PolicyArn: arn }, options)) {
      for (const { VersionId, IsDefaultVersion, CreateDate } of page.Versions ?? []) {
        if (VersionId) found.push({ versionId: VersionId, isDefault: IsDefaultVersion === true, createdAt: CreateDate?.getTime() ?? 0 });
      }
    }
    return found;
  });
}

/** Makes the policy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html @throws Failure */
export async function createPolicy(clients: Clients, name: string, document: PolicyDocument): Promise<{ requestId: string | null }> {
  const iam = await clients.iam();
  const command = new CreatePolicyCommand({ PolicyName: name, PolicyDocument: JSON.stringify(document), Description: 'Requires MFA; made by s3-mfa-delete' });
  const { $metadata } = await ask(clients, { action: 'iam:CreatePolicy' }, (options) => iam.send(command, options));
  return { requestId: $metadata.requestId ?? null };
}

/** Puts a new version in force. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html @throws Failure */
export async function updatePolicy(clients: Clients, arn: string, document: PolicyDocument): Promise<{ requestId: string | null }> {
  const iam = await clients.iam();
  const command = new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument: JSON.stringify(document), SetAsDefault: true });
  const { $metadata } = await ask(clients, { action: 'iam:CreatePolicyVersion' }, (options) => iam.send(command, options));
  return { requestId: $metadata.requestId ?? null };
}

/** Deletes a version that is not in force. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html @throws Failure */
export async function deletePolicyVersion(clients: Clients, arn: string, versionId: string): Promise<{ requestId: string | null }> {
  const iam = await clients.iam();
  const command = new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: versionId });
  const { $metadata } = await ask(clients, { action: 'iam:DeletePolicyVersion' }, (options) => iam.send(command, options));
  return { requestId: $metadata.requestId ?? null };
}

function documentOf(encoded: string | undefined): PolicyDocument | null {
  try {
    return readPolicyDocument(decodeURIComponent(encoded ?? ''));
  } catch {
    return null;
  }
}
