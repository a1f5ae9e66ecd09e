import { describe, expect, it } from 'vitest';
import { type Answer, xml } from '../../aws/support/canned-server.js';
import { type ProgramResult, runProgram } from '../../support/built-program.js';
import { type Account, expectUntouched, READY, startAccount } from './support/account.js';
import { switchDocument } from './support/complaint.js';
import { frontOf } from './support/front.js';

/** What a terminal obeys (escape sequences, also in their one-character form), and what turns text around or hides it. */
const obeyed = '\u009b31m\u202etxt.exe\u2066\u200f';
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const written = (text: string) => text.replace(/[^\x20-\x7e]/gu, (character) => `&#${character.codePointAt(0)};`);

const hostileName = `evil${obeyed}`;
const formula = '=HYPERLINK("http://192.0.2.1")';

/** A server that lists two buckets of hostile names, one of which cannot even be asked for, and says that all is on. */
const hostileBuckets = (account: Account) =>
  frontOf(account, {
    instead: ({ url, headers }): Answer | null => {
      if (!/\/s3\/aws4_request/.test(headers.authorization ?? '')) return null;
      if (/^\/\?/.test(url)) {
        const buckets = [hostileName, formula].map((name) => `<Bucket><Name>${written(name).replaceAll('"', '&quot;')}</Name><BucketRegion>us-east-1</BucketRegion></Bucket>`);
        return xml(200, `<ListAllMyBucketsResult><Buckets>${buckets.join('')}</Buckets></ListAllMyBucketsResult>`);
      }
      return xml(200, '<VersioningConfiguration><Status>Enabled</Status><MfaDelete>Enabled</MfaDelete></VersioningConfiguration>');
    },
  });

function expectHarmless({ stdout, stderr }: ProgramResult): void {
  expect(stdout).not.toMatch(unsafe);
  expect(stderr).not.toMatch(unsafe);
}

describe('hostile bucket names', () => {
  it('are shown with what a terminal would obey made visible', async () => {
    const account = await startAccount();
    const { url } = await hostileBuckets(account);

    const run = await runProgram(['verify', '--all'], { env: { ...account.environment(), AWS_ENDPOINT_URL: url } });

    expectHarmless(run);
    expect(run.exitCode).toBe(3);
    expect(run.stdout).toContain('evil\\x9b31m\\u202etxt.exe\\u2066\\u200f');
  });

  it('stay themselves in JSON, and do nothing to the terminal there either', async () => {
    const account = await startAccount();
    const { url } = await hostileBuckets(account);

    const run = await runProgram(['verify', '--all', '--json'], { env: { ...account.environment(), AWS_ENDPOINT_URL: url } });

    expectHarmless(run);
    expect(JSON.parse(run.stdout)).toMatchObject({
      buckets: [{ name: hostileName, verdict: 'on' }, { name: formula, verdict: 'unknown', reason: 'invalid-bucket-name' }],
    });
  });

  it('start no formula in CSV', async () => {
    const account = await startAccount();
    const { url } = await hostileBuckets(account);

    const run = await runProgram(['verify', '--all', '--format', 'csv'], { env: { ...account.environment(), AWS_ENDPOINT_URL: url } });

    expectHarmless(run);
    expect(run.stdout).toContain(`"'${formula.replaceAll('"', '""')}"`);
  });
});

describe('what AWS answers', () => {
  it('is harmless in messages, codes, regions and request ids', async () => {
    const account = await startAccount();
    const text = written(`\u007f${obeyed}`);
    const refused = xml(403, `<Error><Code>Denied${text}</Code><Message>no ${text} access</Message></Error>`, { 'x-amz-bucket-region': 'evil.example', 'x-amz-request-id': 'R\u009b31m' });
    const { url } = await frontOf(account, { instead: (request) => (request.url.startsWith(`/${READY}`) ? refused : null) });

    const run = await runProgram(['enable', READY, '--yes', '--debug', ...account.coded()], { env: { ...account.environment(), AWS_ENDPOINT_URL: url } });

    expectHarmless(run);
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain('the answer was: no \\x7f\\x9b31m\\u202etxt.exe');
    expect(run.stdout + run.stderr).not.toContain('evil.example');
    expectUntouched(account);
  });

  it('is harmless where a bucket policy names its statements', async () => {
    const account = await startAccount();
    const bucket = account.account.buckets.find('strict-policy');
    if (bucket?.policy) bucket.policy = bucket.policy.replace('DenyWithoutMfa', `Deny\\u001b]0;title\\u0007${obeyed}`);

    const run = await runProgram(['enable', 'strict-policy', '--yes', '--json', ...account.coded()], { env: account.environment() });

    expectHarmless(run);
    expect(switchDocument(run).buckets).toMatchObject([{ outcome: 'blocked', error: { kind: 'mfa-policy-in-the-way' } }]);
    expect(run.stderr).toContain('Deny\\x1b]0;title\\x07\\x9b31m');
  });
});
