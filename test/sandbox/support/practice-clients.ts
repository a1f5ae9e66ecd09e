import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';

/** A key to sign with. */
export type SigningKey = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** Real SDK clients that talk to a practice account and try everything once. */
export function clientsOf(practice: { endpoint: string }, key: SigningKey, region = 'us-east-1') {
  const { accessKeyId, secretAccessKey, sessionToken } = key;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  const settings = { endpoint: practice.endpoint, region, credentials, maxAttempts: 1 };
  return { s3: new S3Client(settings), iam: new IAMClient(settings), sts: new STSClient(settings) };
}

/** The refusal that a call ended with, as the SDK shows it. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; status: number | undefined; message: string }> {
  const error = await call.then(
    () => Promise.reject(new Error('the call was answered')),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('not an error');
  const { $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  return { code: error.name, status: $metadata?.httpStatusCode, message: error.message };
}

/** Finds the key of a seeded IAM user. */
export function keyOf(practice: { users: readonly (SigningKey & { userName: string })[] }, userName: string): SigningKey {
  const user = practice.users.find((each) => each.userName === userName);
  if (user === undefined) throw new Error(`no user ${userName}`);
  return user;
}
