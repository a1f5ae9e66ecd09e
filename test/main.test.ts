import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { main } from '../src/main.js';
import { type Io, systemClock } from '../src/process-io.js';
import { collectingStream } from './support/collecting-stream.js';
import { isolatedEnvironment } from './support/isolated-environment.js';
import { temporaryHome } from './support/temporary-home.js';

/** Runs a command line while something is thrown where nobody catches it, as soon as somebody listens. */
async function runWithBug(argv: readonly string[]): Promise<{ exitCode: number; stderr: string }> {
  const [stdout, stderr] = [collectingStream(), collectingStream()];
  const io: Io = {
    ...{ stdin: new PassThrough(), stdout, stderr, env: isolatedEnvironment(temporaryHome()), platform: 'linux', clock: systemClock },
    onSignal: () => () => undefined,
    onUncaught(listener) {
      setImmediate(() => listener(new TypeError('it is undefined')));
      return () => undefined;
    },
  };
  const { exitCode } = await main(argv, io);
  return { exitCode, stderr: stderr.text() };
}

describe('a bug that nobody catches', () => {
  it('gives the run its exit code, also where the run fails by itself as well, which is said first', async () => {
    const { exitCode, stderr } = await runWithBug(['verify', '--all', '--policy', '/nowhere/expectations.yaml']);

    expect(exitCode).toBe(70);
    expect(stderr).toMatch(/error: .*\/nowhere\/expectations\.yaml[^]*error: this is a bug in s3-mfa-delete: TypeError: it is undefined/);
  });

  it('is told with what the run did until then', async () => {
    const { stderr } = await runWithBug(['verify', '--all', '--policy', '/nowhere/expectations.yaml']);

    expect(stderr).toContain('hint: what this run did: nothing was changed');
  });
});
