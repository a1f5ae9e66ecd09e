import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../support/built-program.js';
import { expectValid } from '../../support/schema.js';
import { temporaryHome } from '../../support/temporary-home.js';
import { type Account, PROTECTED, startAccount } from './support/account.js';
import { complaintOf } from './support/complaint.js';

/** A home directory with shared files. */
function homeWith({ config, credentials }: { config?: string; credentials?: string }): string {
  const home = temporaryHome();
  mkdirSync(path.join(home, '.aws'));
  if (config !== undefined) writeFileSync(path.join(home, '.aws', 'config'), config);
  if (credentials !== undefined) writeFileSync(path.join(home, '.aws', 'credentials'), credentials);
  return home;
}

/** `verify` with nothing in the environment but where the account is. */
const verifyAt = (endpoint: string, home: string, ...args: string[]) =>
  runProgram(['verify', PROTECTED, '--json', ...args], { home, env: { AWS_ENDPOINT_URL: endpoint } });

const nowhere = 'http://127.0.0.1:9';

describe('shared files', () => {
  it('that are not there leave no credentials, and ways to give them are named', async () => {
    const error = complaintOf(await verifyAt(nowhere, temporaryHome()), 4);

    expect(error).toMatchObject({ kind: 'no-credentials' });
    expect(error.hints.join('\n')).toMatch(/`--profile <name>`[\s\S]*`--sandbox`/);
  });

  it('that cannot be read are named', async () => {
    const home = temporaryHome();
    // A directory cannot be read as a file by anybody, root included.
    mkdirSync(path.join(home, '.aws', 'config'), { recursive: true });

    expect(complaintOf(await verifyAt(nowhere, home), 2)).toMatchObject({ kind: 'config-file', message: expect.stringMatching(/\.aws\/config cannot be read \(EISDIR\)/) });
  });

  it.each([
    ['text that is no setting', '[default]\nregion eu-west-1\n', 'line 2'],
    ['a section that is not closed', '[default]\nregion = eu-west-1\n[profile prod\n', 'line 3'],
    ['something quite different', '{"region": "eu-west-1"}', 'line 1'],
  ])('that hold %s are named with the line', async (_what, config, line) => {
    const run = await verifyAt(nowhere, homeWith({ config }));

    expect(complaintOf(run, 2)).toMatchObject({ kind: 'config-file', message: expect.stringContaining(line) });
  });

  it('with a region that cannot be one are not asked to make a host name of it', async () => {
    const home = homeWith({ config: '[default]\nregion = eu-west-1.evil.example\n', credentials: keys('default', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret-secret-secret' }) });

    expect(complaintOf(await verifyAt(nowhere, home), 2)).toMatchObject({ kind: 'usage', message: expect.stringContaining('not the name of a region') });
  });
});

function keys(section: string, { accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string }, end = '\n'): string {
  return [`[${section}]`, `aws_access_key_id = ${accessKeyId}`, `aws_secret_access_key = ${secretAccessKey}`, ''].join(end);
}

describe('a profile', () => {
  it.each<[string, (account: Account) => Parameters<typeof homeWith>[0]]>([
    ['with the line ends of Windows', ({ root }) => ({ credentials: keys('prod', root, '\r\n') })],
    ['in the config file only', ({ root }) => ({ config: keys('profile prod', root) })],
    ['of a credential_process', ({ root }) => ({ config: `[profile prod]\ncredential_process = ${printing({ Version: 1, AccessKeyId: root.accessKeyId, SecretAccessKey: root.secretAccessKey })}\n` })],
    ['with a services section for the endpoint', ({ root, endpoint }) => ({ config: `${keys('profile prod', root)}services = here\n[services here]\ns3 =\n  endpoint_url = ${endpoint}\nsts =\n  endpoint_url = ${endpoint}\n` })],
  ])('%s works', async (_age, files) => {
    const account = await startAccount();

    const run = await verifyAt(account.endpoint, homeWith(files(account)), '--profile', 'prod');

    expect({ exitCode: run.exitCode, stderr: run.stderr }).toMatchObject({ exitCode: 0 });
    expectValid(run.stdout, 'verify');
  });

  it.each([
    ['is in neither file', '[profile staging]\nregion = eu-west-1\n', 2, 'unknown-profile', 'no profile `prod`'],
    ['has a sso_session that nobody wrote', '[profile prod]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Auditor\n', 2, 'config-file', 'IAM Identity Center'],
    ['is not signed in to IAM Identity Center', '[profile prod]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Auditor\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\nsso_registration_scopes = sso:account:access\n', 4, 'expired-credentials', 'is not signed in'],
    ['has a credential_process that fails', `[profile prod]\ncredential_process = ${process.execPath} -e process.exit(9)\n`, 4, 'no-credentials', 'credential_process'],
    ['has a credential_process that prints no credentials', `[profile prod]\ncredential_process = ${process.execPath} -p 42\n`, 4, 'no-credentials', 'credential_process'],
    ['has a role whose source is missing', '[profile prod]\nrole_arn = arn:aws:iam::111122223333:role/audit\nsource_profile = base\n', 4, 'no-credentials', 'could not assume its role'],
    ['has a key without its secret', '[profile prod]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n', 4, 'no-credentials', 'without aws_secret_access_key'],
    ['has nothing to sign with', '[profile prod]\nregion = eu-west-1\n', 4, 'no-credentials', '`prod` has no credentials'],
  ])('that %s is named, with what to do', async (_what, config, exitCode, kind, words) => {
    const run = await verifyAt(nowhere, homeWith({ config }), '--profile', 'prod');

    const error = complaintOf(run, exitCode);
    expect(error).toMatchObject({ kind, message: expect.stringContaining(words) });
    expect(error.hints.at(-1)).toMatch(/`[^`]+`/);
  });

  it('of the environment that does not exist says where the name comes from', async () => {
    const run = await runProgram(['verify', PROTECTED, '--json'], { env: { AWS_PROFILE: 'gone' } });

    expect(complaintOf(run, 2).hints.join()).toContain('AWS_PROFILE');
  });
});

/** A command line for credential_process that prints a JSON document. */
function printing(document: unknown): string {
  return `echo '${JSON.stringify(document)}'`;
}

describe('a CA bundle', () => {
  it.each([
    ['is not there', 'gone.pem', 'cannot be read (ENOENT)'],
    ['holds no certificate', 'config', 'holds no PEM certificate'],
  ])('that %s is named before anything is sent', async (_what, file, words) => {
    const home = homeWith({ config: '', credentials: keys('default', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret-secret-secret' }) });

    const run = await verifyAt('https://127.0.0.1:9', home, '--ca-bundle', path.join(home, '.aws', file));

    expect(complaintOf(run, 2)).toMatchObject({ kind: 'config-file', message: expect.stringContaining(words) });
  });
});
