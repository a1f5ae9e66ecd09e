import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { main } from '../../../src/main.js';
import { collectingStream } from '../../support/collecting-stream.js';
import { isolatedEnvironment } from '../../support/isolated-environment.js';
import { expectMarkerNowhere } from '../../support/marker-scan.js';
import { type PracticeContext, practiceContext } from '../../support/practice-context.js';
import type { Clock } from '../../../src/core/clock.js';
import { secondRootKey, section, sharedFile } from './support/runs.js';

/** Runs one command line through main, as the process would, with the clock of the account. */
async function run(aws: PracticeContext, argv: string[], clock: Clock = aws.clock) {
  const [stdout, stderr] = [collectingStream(), collectingStream()];
  const env = { ...isolatedEnvironment(aws.home), AWS_ENDPOINT_URL: aws.practice.endpoint, AWS_REGION: 'us-east-1' };
  const { exitCode } = await main(argv, { stdin: new PassThrough(), stdout, stderr, env, platform: 'linux', clock, onSignal: () => () => undefined, onUncaught: () => () => undefined });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

/** Two root keys in the credentials file; the secret of the first is the marker. */
async function withMarker(faults: string[]) {
  const aws = await practiceContext({ faults });
  const file = sharedFile(aws, 'credentials');
  file.write(`${section('root', aws.practice.root)}\n${section('second', secondRootKey(aws))}`);
  const marker = aws.practice.root.secretAccessKey;
  return { aws, marker, except: [file.path] };
}

const status = ['root-key', 'status', '--profile', 'root'];
const remove = ['root-key', 'delete', '--profile', 'root', '--yes'];

test.each<[string, string[], string[], number]>([
  ['status', status, [], 1],
  ['status that is throttled', status, ['throttled=always@GetAccountSummary'], 3],
  ['status that is cut off', status, ['reset=always@ListAccessKeys'], 3],
  ['status that is refused', status, ['revoked-key=1'], 4],
  ['a dry run', [...remove, '--dry-run'], [], 0],
  ['the key deletes itself, and its profile goes', [...remove, '--remove-profile'], [], 0],
  ['a second key deletes it', [...remove, '--sign-with', 'second'], [], 0],
  ['the second key is not known', [...remove, '--sign-with', 'nobody'], [], 2],
  ['the answer is lost', remove, ['lost-answer=once@DeleteAccessKey'], 0],
  ['the deletion never arrives', remove, ['reset=always@DeleteAccessKey'], 3],
  ['the deletion is refused', remove, ['throttled=always@DeleteAccessKey'], 3],
  ['the key signs for ever', remove, ['old-key-lag=999999'], 3],
  ['root may not assume', [...remove, '--assume-root', '444455556666'], [], 4],
])('the secret shows nowhere: %s', async (_, argv, faults, expected) => {
  for (const flags of [['--debug'], ['--debug', '--json']]) {
    const { aws, marker, except } = await withMarker(faults);
    const { exitCode, stdout, stderr } = await run(aws, [...argv, ...flags]);
    expect(exitCode, stderr).toBe(expected);
    expectMarkerNowhere(marker, { texts: { stdout, stderr }, directories: [aws.home], except });
  }
});

test('the secret shows nowhere when a bug throws it', async () => {
  const { aws, marker, except } = await withMarker([]);
  const broken: Clock = {
    ...aws.clock,
    sleep: () => Promise.reject(new TypeError(`cannot read ${marker}`, { cause: { marker } })),
  };
  const { exitCode, stdout, stderr } = await run(aws, [...remove, '--debug', '--json'], broken);
  expect(exitCode).toBe(70);
  expect(stderr).toContain('this is a bug in s3-mfa-delete: TypeError: cannot read [redacted]');
  expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'bug' } });
  expectMarkerNowhere(marker, { texts: { stdout, stderr }, directories: [aws.home], except });
});

test('the backup that was asked for is the only other file that has it', async () => {
  const { aws, marker, except } = await withMarker([]);
  const { exitCode, stderr } = await run(aws, [...remove, '--remove-profile', '--keep-backup']);
  expect(exitCode, stderr).toBe(0);
  const backup = `${except[0]}.${new Date(Date.now()).toISOString().slice(0, 10)}`;
  expect(() => expectMarkerNowhere(marker, { texts: {}, directories: [aws.home] })).toThrow(/where the marker secret was found/);
  const backups = /as it was: (\S+)/.exec(stderr)?.[1] ?? '';
  expect(backups.startsWith(backup)).toBe(true);
  expectMarkerNowhere(marker, { texts: { stderr }, directories: [aws.home], except: [backups] });
});

test('the scan finds what is there', () => {
  expect(() => expectMarkerNowhere('s3cr3t/+', { texts: { log: 'key=s3cr3t%2F%2B' }, directories: [] })).toThrow(/marker/);
});
