import { describe, expect, it } from 'vitest';
import { type Answer, callerIdentity, serve, xml } from '../../aws/support/canned-server.js';
import { PHONE, practiceContext, TOKEN } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { runEnable } from '../support/runs.js';

const USERS_DEVICE = 'arn:aws:iam::111122223333:mfa/admin';
const ready = { buckets: ['ledger-ready'], yes: true };

describe('the root user’s devices', () => {
  it('are looked up by their owner, never by name', async () => {
    const aws = await practiceContext({ faults: ['renamed-root-device'] });
    const phone = 'arn:aws:iam::111122223333:mfa/practice-phone';

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, {
      script: [['Which credentials', 'environment'], ['Which device', 'practice-phone'], ['Turn on', true], ['Code of `practice-phone`', () => aws.code(phone)]],
    });

    expect(run.exitCode).toBe(0);
    expect(run.questions[1]?.choices).toEqual([phone, TOKEN, 'All 2, in turn']);
    // The answer to the question names it already.
    expect(run.lines.filter((line) => line.startsWith('✔ `arn:'))).toEqual([]);
  });

  it('may be a hardware token, whose serial number is no ARN', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, {
      script: [['Which credentials', 'environment'], ['Which device', /^GAHT/], ['Turn on', true], [`Code of \`${TOKEN}\``, () => aws.code(TOKEN)]],
    });

    expect(run.exitCode).toBe(0);
    expect(writesAmong(aws.requests)[0]?.mfa).toMatch(/^GAHT12345678 \d{6}$/);
  });

  it('have to be chosen from off a terminal, by a flag that the hints spell out: exit 2', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...ready, mfaCode: aws.code() });

    expect(run).toMatchObject({
      exitCode: 2,
      failure: { kind: 'missing-input', hints: [`choose one: \`--mfa-serial ${PHONE}\``, `choose one: \`--mfa-serial ${TOKEN}\``] },
    });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('that are passkeys only make no codes: exit 4, with the way to an authenticator app', async () => {
    const aws = await practiceContext({ faults: ['fido-only-root'] });

    const run = await runEnable(aws, { ...ready, mfaCode: '123456' });

    expect(run).toMatchObject({ exitCode: 4, failure: { kind: 'no-code-device', message: expect.stringContaining('passkeys'), hints: [expect.stringContaining('Authenticator app'), expect.anything()] } });
    expect(aws.requests.map(({ operation }) => operation).sort()).toEqual(['GetCallerIdentity', 'ListMFADevices', 'ListVirtualMFADevices']);
  });

  it('may be missing altogether: exit 4', async () => {
    const aws = await practiceContext();
    const { url } = await serve(accountWithoutDevices);

    const run = await runEnable(aws, { ...ready, mfaCode: '123456' }, { endpointUrl: url });

    expect(run).toMatchObject({ exitCode: 4, failure: { kind: 'no-code-device', message: 'the root user of account 111122223333 has no MFA device' } });
  });
});

describe('--mfa-serial', () => {
  it('takes the place of the search', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...ready, mfaSerials: [TOKEN], mfaCode: aws.code(TOKEN) });

    expect(run.exitCode).toBe(0);
    expect(aws.requests.some(({ operation }) => operation.endsWith('MFADevices'))).toBe(false);
  });

  it('is also found in the profile, as mfa_serial', async () => {
    const aws = await practiceContext();
    const { accessKeyId, secretAccessKey } = aws.practice.root;
    aws.writeProfiles(`[ops]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\nmfa_serial = ${PHONE}\n`);

    const run = await runEnable(aws, { ...ready, mfaCode: aws.code() }, { signer: null, profile: 'ops' });

    expect(run.exitCode).toBe(0);
    expect(run.lines).toContain(`✔ \`${PHONE}\` (as given)`);
  });

  it('given twice, takes the devices in turn', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['ledger-ready', 'backup-ireland'], mfaSerials: [TOKEN, PHONE] }, {
      script: [['Which credentials', 'environment'], ['Turn on', true], [`\`${TOKEN}\``, () => aws.code(TOKEN)], ['`root-account-mfa-device`', () => aws.code()]],
    });

    expect(run.exitCode).toBe(0);
    expect(aws.clock.slept).toEqual([]);
  });

  it.each([
    ['the ARN of a user', 'arn:aws:iam::111122223333:user/admin'],
    ['a passkey', 'arn:aws:iam::111122223333:u2f/root/laptop-passkey-QF4TTTKLLQYVP7LHLRL4KW3MWM'],
    ['the bare name of a device', 'root-account-mfa-device'],
    ['a code', '123456'],
  ])('refuses %s: exit 2, before a code is sent', async (_name, serial) => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...ready, mfaSerials: [serial], mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'invalid-serial' } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('of somebody else ends the run with exit 4: every further bucket would be refused as well', async () => {
    const aws = await practiceContext();
    const codes = [() => aws.code(USERS_DEVICE), () => aws.code(USERS_DEVICE)];

    const run = await runEnable(aws, { buckets: ['ledger-ready', 'backup-ireland'], yes: true, mfaSerials: [USERS_DEVICE], mfaCode: '-' }, { stdin: codes });

    expect(run).toMatchObject({ exitCode: 4, document: { buckets: [{ outcome: 'failed', error: { kind: 'device-not-owned', aws: { code: 'NotDeviceOwnerError' } } }, { outcome: 'skipped' }] } });
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });
});

/** Says that the root user signs, and that there are no MFA devices. */
const accountWithoutDevices: Answer = (request, response) => {
  const action = new URLSearchParams(request.body).get('Action') ?? '';
  if (action === 'GetCallerIdentity') return callerIdentity('111122223333', 'arn:aws:iam::111122223333:root')(request, response);
  const list = action.replace(/^List/, '');
  return xml(200, `<${action}Response><${action}Result><${list}/><IsTruncated>false</IsTruncated></${action}Result></${action}Response>`)(request, response);
};
