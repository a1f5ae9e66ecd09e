import { describe, expect, it } from 'vitest';
import { everythingUnder } from '../../support/no-secrets.js';
import { NOON, PHONE, type PracticeContext, practiceContext } from '../../support/practice-context.js';
import { ctrlC, type ScriptLine } from '../../support/scripted-ui.js';
import { writesAmong } from '../../support/seen-request.js';
import { section, sharedFile } from '../root-key/support/runs.js';
import { rootKeys } from '../support/root-keys.js';
import { runEnable, throughThePlan, typesCodes } from '../support/runs.js';

const ON = { status: 'Enabled', mfaDelete: 'Enabled' };
const question = 'What shall become of root access key …';

const last4 = (aws: PracticeContext): string => aws.practice.root.accessKeyId.slice(-4);
const inAScript = (aws: PracticeContext) => ({ buckets: ['ledger-ready'], yes: true, mfaSerials: [PHONE], mfaCode: aws.code(), rootKey: undefined });
const rootKeyIn = (run: { document: Record<string, unknown> | null }): unknown => run.document?.rootKey;

/** A run on a terminal that comes to the last question. */
const onATerminal = (aws: PracticeContext, answer: ScriptLine[1]) =>
  runEnable(aws, { buckets: ['ledger-ready'], rootKey: undefined }, { script: [...throughThePlan, ...typesCodes(aws, 1), [question, answer]] });

describe('the root key that signed, at the end of the wizard', () => {
  it('is deleted with the preselected answer, and proved gone over half a minute', async () => {
    const aws = await practiceContext();

    const run = await onATerminal(aws, 'Delete it now');

    expect(run.questions.at(-1)?.choices).toEqual(['Delete it now', 'Deactivate it', 'Keep it']);
    expect(run).toMatchObject({ exitCode: 0 });
    expect(rootKeyIn(run)).toEqual({ accessKeyIdLast4: last4(aws), outcome: 'deleted' });
    expect(rootKeys(aws)).toEqual([]);
    expect(aws.stateOf('ledger-ready')).toEqual(ON);
    const afterwards = aws.requests.slice(aws.requests.findIndex(({ operation }) => operation === 'DeleteAccessKey') + 1);
    expect(afterwards.map(({ operation, errorCode }) => [operation, errorCode])).toEqual(Array.from({ length: 7 }, () => ['GetCallerIdentity', 'InvalidClientTokenId']));
    expect(Date.now() - NOON).toBe(30_000);
    expect(run.lines).toContain(`[x] root access key …${last4(aws)} is deleted: AWS refused it 7 times in a row`);
    expect(run.narration).not.toContain('[ ] delete the root access key');
    expect(everythingUnder(aws.stateDirectory)).toContain(`"event":"root-key-settled","accessKeyIdLast4":"${last4(aws)}","wanted":"delete","error":null`);
  });

  it('is waited for where AWS lets it sign for forty more seconds', async () => {
    const aws = await practiceContext({ faults: ['old-key-lag=40000'] });

    const run = await onATerminal(aws, 'Delete it now');

    expect(rootKeyIn(run)).toEqual({ accessKeyIdLast4: last4(aws), outcome: 'deleted' });
    expect(Date.now() - NOON).toBe(50_000);
  });

  it('that goes on signing is not called deleted: exit 3', async () => {
    const aws = await practiceContext({ faults: ['old-key-lag=600000'] });

    const run = await onATerminal(aws, 'Delete it now');

    expect(run.exitCode).toBe(3);
    expect(rootKeyIn(run)).toEqual({ accessKeyIdLast4: last4(aws), outcome: 'unknown' });
    expect(run.narration).toContain(`error: root access key …${last4(aws)}: AWS deleted it, and it could not be proved that it signs no more`);
  });

  it('is deactivated with a warning, and the checklist says that it has to be deleted', async () => {
    const aws = await practiceContext();

    const run = await onATerminal(aws, 'Deactivate it');

    expect(rootKeyIn(run)).toEqual({ accessKeyIdLast4: last4(aws), outcome: 'deactivated' });
    expect(rootKeys(aws)).toMatchObject([{ status: 'Inactive' }]);
    expect(run.lines).toContain('! an inactive key cannot delete itself: that takes the console, or another root credential');
    expect(run.narration).toContain('[ ] delete it in the console: ');
  });

  it.each(['Keep it', ctrlC])('is kept with %s', async (answer) => {
    const aws = await practiceContext();

    const run = await onATerminal(aws, answer);

    expect(run.exitCode).toBe(answer === ctrlC ? 130 : 0);
    expect(rootKeys(aws)).toMatchObject([{ accessKeyId: aws.practice.root.accessKeyId, status: 'Active' }]);
    expect(writesAmong(aws.requests).map(({ operation }) => operation)).toEqual(['PutBucketVersioning']);
  });

  it('is kept where AWS refuses its deletion: exit 3, with the command to type', async () => {
    const aws = await practiceContext({ faults: ['iam-denied=always@DeleteAccessKey'] });

    const run = await onATerminal(aws, 'Delete it now');

    expect(run.exitCode).toBe(3);
    expect(rootKeyIn(run)).toEqual({ accessKeyIdLast4: last4(aws), outcome: 'kept' });
    expect(run.narration).toContain(`hint: delete it: \`aws iam delete-access-key --access-key-id ${aws.practice.root.accessKeyId}`);
    expect(run.narration).toContain('[ ] delete the root access key:');
  });

  it('is said to be deleted where Ctrl-C comes while that is proved', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('DeleteAccessKey', () => aws.onceAnswering('GetCallerIdentity', () => aws.interrupt()));

    const run = await onATerminal(aws, 'Delete it now');

    expect(run.exitCode).toBe(130);
    expect(rootKeyIn(run)).toEqual({ accessKeyIdLast4: last4(aws), outcome: 'deleted' });
    expect(run.narration).toContain(`interrupted: changed: \`ledger-ready\` (turn on MFA Delete); root access key …${last4(aws)} was deleted`);
    expect(rootKeys(aws)).toEqual([]);
  });

  it('is not touched where Ctrl-C comes before, also with the flag', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('PutBucketVersioning', () => aws.onceAnswering('GetBucketVersioning', () => aws.interrupt()));

    const run = await runEnable(aws, { ...inAScript(aws), rootKey: 'delete' });

    expect(run.exitCode).toBe(130);
    expect(rootKeyIn(run)).toEqual({ accessKeyIdLast4: last4(aws), outcome: 'kept' });
    expect(rootKeys(aws)).toMatchObject([{ status: 'Active' }]);
    expect(aws.stateOf('ledger-ready')).toEqual(ON);
  });

  it('is counted as deleted where the answer was lost and AWS no longer knows it', async () => {
    const aws = await practiceContext({ faults: ['lost-answer=once@DeleteAccessKey'] });

    const run = await onATerminal(aws, 'Delete it now');

    expect(rootKeyIn(run)).toEqual({ accessKeyIdLast4: last4(aws), outcome: 'deleted' });
    expect(rootKeys(aws)).toEqual([]);
  });
});

describe('the root key where every bucket is on already', () => {
  const again = { buckets: ['payments-protected'], rootKey: undefined };
  const script = (answer: ScriptLine[1]): ScriptLine[] => [...throughThePlan.slice(0, 2), [question, answer]];

  it('is asked about on a terminal, and deleted without a code', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, again, { script: script('Delete it now') });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ outcome: 'unchanged' }], rootKey: { outcome: 'deleted' } } });
    expect(rootKeys(aws)).toEqual([]);
    expect(writesAmong(aws.requests).map(({ operation }) => operation)).toEqual(['DeleteAccessKey']);
  });

  it('is kept if that is the answer, and nothing is recorded', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, again, { script: script('Keep it') });

    expect(run).toMatchObject({ exitCode: 0, document: { rootKey: { outcome: 'kept' }, record: null } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('is kept with Ctrl-C, which ends the run with 130', async () => {
    const aws = await practiceContext();

    expect(await runEnable(aws, again, { script: script(ctrlC) })).toMatchObject({ exitCode: 130 });
    expect(rootKeys(aws)).toMatchObject([{ status: 'Active' }]);
  });

  it.each([{ yes: true }, { buckets: ['payments-protected', 'logs-lifecycle'], removeLifecycle: undefined }])('is not asked about with %j', async (options) => {
    const aws = await practiceContext();
    const untilThePlan: ScriptLine[] = options.yes === true ? [] : [['Save the lifecycle configuration', false]];

    const run = await runEnable(aws, { ...again, ...options }, { script: [...throughThePlan.slice(0, 2), ...untilThePlan] });

    expect(run.document).toMatchObject({ rootKey: { outcome: 'kept' } });
  });
});

describe('the profile of a key that is deleted at the end', () => {
  /** A run with `--root-key delete` and the key in a profile. */
  async function runWithProfile(answer?: boolean) {
    const aws = await practiceContext();
    const credentials = sharedFile(aws, 'credentials');
    credentials.write(`[default]\nregion = eu-west-1\n\n${section('root', aws.practice.root)}`);
    const terminal: ScriptLine[] = [['Which device', 'root-account-mfa-device'], ['Turn on MFA Delete on', true], ...typesCodes(aws, 1), ['Remove profile root, whose key is gone', answer ?? true]];
    const run = await runEnable(aws, answer === undefined ? { ...inAScript(aws), rootKey: 'delete' } : { buckets: ['ledger-ready'], rootKey: 'delete' }, {
      ...{ signer: null, profile: 'root' },
      ...(answer !== undefined && { script: terminal }),
    });
    return { run, credentials };
  }

  it('is offered for removal on a terminal', async () => {
    const { run, credentials } = await runWithProfile(true);

    expect(run).toMatchObject({ exitCode: 0, document: { rootKey: { outcome: 'deleted' } } });
    expect(credentials.read()).toBe('[default]\nregion = eu-west-1\n\n');
    expect(run.lines).toContain('[x] remove the key from profile root in the shared credentials file');
  });

  it('stays where the answer is no, and stays on the checklist', async () => {
    const { run, credentials } = await runWithProfile(false);

    expect(run.exitCode).toBe(0);
    expect(credentials.read()).toContain('[root]');
    expect(run.lines).toContain('[ ] remove the key from profile root in the shared credentials file');
  });

  it('is named off a terminal', async () => {
    const { run, credentials } = await runWithProfile();

    expect(run.exitCode).toBe(0);
    expect(run.lines).toContain(`Profile root in ${credentials.path} still has the key that is gone: take it out; \`root-key delete --remove-profile\` does that by itself.`);
    expect(credentials.read()).toContain('[root]');
  });
});
