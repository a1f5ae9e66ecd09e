import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { main } from '../src/main.js';
import { type Io, systemClock } from '../src/process-io.js';
import { collectingStream } from './support/collecting-stream.js';
import { isolatedEnvironment } from './support/isolated-environment.js';
import { practiceContext } from './support/practice-context.js';
import { temporaryHome } from './support/temporary-home.js';

/** Runs a command line while something is thrown where nobody catches it, as soon as somebody listens. */
async function runWithBug(argv: readonly string[], { words = 'it is undefined', env = {} }: { words?: string; env?: NodeJS.ProcessEnv } = {}): Promise<{ exitCode: number; stderr: string }> {
  const [stdout, stderr] = [collectingStream(), collectingStream()];
  const io: Io = {
    ...{ stdin: new PassThrough(), stdout, stderr, env: { ...isolatedEnvironment(temporaryHome()), ...env }, platform: 'linux', clock: systemClock },
    onSignal: () => () => undefined,
    onUncaught(listener) {
      setImmediate(() => listener(new TypeError(words)));
      return () => undefined;
    },
  };
  const { exitCode } = await main(argv, io);
  return { exitCode, stderr: stderr.text() };
}

describe('a bug that nobody catches', () => {
  it('gives the run its exit code, also where the run fails by itself as well, which is said first', async () => {
    const { exitCode, stderr } = await runWithBug(['delete-version', 'ledger']);

    expect(exitCode).toBe(70);
    expect(stderr).toMatch(/error: no version was named[^]*error: this is a bug in s3-mfa-delete: TypeError: it is undefined/);
  });

  it('is told with what the run did until then', async () => {
    const { stderr } = await runWithBug(['verify', '--all', '--policy', '/nowhere/expectations.yaml']);

    expect(stderr).toContain('hint: what this run did: nothing was changed');
  });

  it('is told without the secrets of variables, also where the run does not sign with them', async () => {
    const env = { AWS_SECRET_ACCESS_KEY: 'K5mxm/TGMRwH2NVUYXamu3l6', AWS_SESSION_TOKEN: 'IQoJb3JpZ2luX2VjE', AWS_CONTAINER_AUTHORIZATION_TOKEN: 'Bearer-4711' };

    const { stderr } = await runWithBug(['verify', '--all', '--profile', 'a', '--policy', '/nowhere/expectations.yaml'], { words: Object.values(env).join(' '), env });

    expect(stderr).toContain('TypeError: [redacted] [redacted] [redacted]');
  });
});

/** Runs a command line with the root key of a practice account. */
async function runWithKey(argv: readonly string[]): Promise<{ endpoint: string; exitCode: number; stdout: string; stderr: string }> {
  const { practice, home, writeProfiles } = await practiceContext();
  writeProfiles(['revoked', 'gone'].map((name) => `[${name}]\naws_access_key_id = AKIA1111222233334444\naws_secret_access_key = ${name}\n`).join(''));
  const [stdout, stderr] = [collectingStream(), collectingStream()];
  const { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } = practice.root;
  const { exitCode } = await main([...argv, '--endpoint-url', practice.endpoint, '--region', 'us-east-1'], {
    ...{ stdin: new PassThrough(), stdout, stderr, env: { ...isolatedEnvironment(home), AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }, platform: 'linux', clock: systemClock },
    ...{ onSignal: () => () => undefined, onUncaught: () => () => undefined },
  });
  return { endpoint: practice.endpoint, exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

describe('the commands that a result names', () => {
  it('carry the flags that were given, for each bucket', async () => {
    const { exitCode, stdout, stderr, endpoint } = await runWithKey(['enable', 'logs-lifecycle', '--dry-run', '--json']);

    const command = `\`s3-mfa-delete enable --region us-east-1 --endpoint-url ${endpoint}\``;
    const { buckets } = JSON.parse(stdout) as { buckets: { plan: { blockers: { hints: string[] }[] } }[] };
    expect(exitCode).toBe(1);
    expect(stderr).toContain(command);
    expect(buckets[0]?.plan.blockers[0]?.hints[0]).toContain(command);
  });

  it.each(['--json', '--format=json', '--format=ndjson'])('carry them in what verify says of accounts: %s', async (form) => {
    const { exitCode, stdout, endpoint } = await runWithKey(['verify', '--all', '--profile', 'revoked', '--profile', 'gone', form]);

    const { accounts } = JSON.parse(stdout) as { accounts: { error: { hints: string[] } }[] };
    const command = expect.stringContaining(`\`aws iam list-access-keys --region us-east-1 --endpoint-url ${endpoint}\``) as string;
    expect(exitCode).toBe(4);
    expect(accounts.map(({ error }) => error.hints.at(-1))).toEqual([command, command]);
  });
});
