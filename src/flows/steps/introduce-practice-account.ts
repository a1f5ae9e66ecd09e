import type { Table, Ui } from '../../ui/ui.js';
import type { PracticeDocument, ServedPractice } from './practice-document.js';

/** Buckets shown by name; of a larger fleet only the number is told. */
const SHOWN_BUCKETS = 20;

/** Tells a person where the practice account is, how to reach it from another terminal, and what it holds. */
export function introduce(practice: ServedPractice, ui: Ui): void {
  ui.heading('A practice AWS account is running');
  ui.line(`S3, IAM and STS of account ${practice.accountId} at \`${practice.endpoint}\`. It lives in memory, and nothing leaves this machine.`);
  ui.heading('Paste this into another terminal');
  for (const line of shellLines(practice)) ui.result(line);
  ui.line('then, for example');
  ui.block(`  s3-mfa-delete enable ledger-ready\n  aws s3api get-bucket-versioning --bucket ledger-ready --endpoint-url ${practice.endpoint}`);
  ui.line('AWS CLI before 2.13 ignores AWS_ENDPOINT_URL: give it `--endpoint-url` on every call.', 'muted');
  ui.heading('Or this, to be the root user in CloudShell: it has a session and no key');
  for (const line of sessionLines(practice)) ui.result(line);
  ui.line('then, for example');
  ui.block('  s3-mfa-delete enable ledger-ready --ephemeral-root-key');
  ui.heading('Buckets');
  ui.resultTable(bucketTable(practice));
  const more = practice.buckets.length - SHOWN_BUCKETS;
  if (more > 0) ui.line(`and ${more} more; \`--json\` lists them all`);
  ui.heading('Access keys');
  ui.resultTable(keyTable(practice));
  ui.heading('MFA devices');
  ui.resultTable(deviceTable(practice));
  ui.heading('Authenticator (Ctrl-C ends the practice account)');
}

function shellLines(practice: PracticeDocument): string[] {
  return [...connectionLines(practice.root, practice), 'unset AWS_PROFILE AWS_SESSION_TOKEN'];
}

/** The seeded root key stays in the account: root may hold two. */
function sessionLines(practice: PracticeDocument): string[] {
  const { rootSession } = practice;
  return [...connectionLines(rootSession, practice), `export AWS_SESSION_TOKEN=${rootSession.sessionToken}`, 'unset AWS_PROFILE'];
}

function connectionLines(key: { accessKeyId: string; secretAccessKey: string }, { endpoint, region }: PracticeDocument): string[] {
  return [
    `export AWS_ACCESS_KEY_ID=${key.accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${key.secretAccessKey}`,
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    `export AWS_ENDPOINT_URL=${endpoint}`,
  ];
}

function bucketTable({ buckets }: PracticeDocument): Table {
  const rows = buckets.slice(0, SHOWN_BUCKETS).map((bucket) => [bucket.name, bucket.region, bucket.for]);
  return { head: ['bucket', 'region', 'what it is for'], rows };
}

function keyTable({ root, users, userNotes }: ServedPractice): Table {
  const owners = [{ userName: 'root', ...root }, ...users];
  const noteOf = (userName: string): string => userNotes.get(userName) ?? 'the only one who may use MFA Delete';
  const rows = owners.map((owner) => [owner.userName, owner.accessKeyId, owner.secretAccessKey, noteOf(owner.userName)]);
  return { head: ['who', 'access key id', 'secret access key', 'what it is for'], rows };
}

function deviceTable({ mfaDevices }: PracticeDocument): Table {
  const rows = mfaDevices.map(({ serialNumber, owner, secret }) => [owner, serialNumber, secret === null ? 'no: it is a passkey' : 'yes']);
  return { head: ['whose', 'serial number', 'makes codes'], rows };
}
