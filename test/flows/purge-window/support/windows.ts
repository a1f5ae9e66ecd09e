import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { PurgeFlags } from '../../../../src/core/purge/flag-rules.js';
import type { PurgeWindow } from '../../../../src/core/purge/window.js';
import { purgeWindow, type PurgeWindowOptions } from '../../../../src/flows/purge-window.js';
import type { Bucket } from '../../../../src/sandbox/storage/buckets.js';
import { emptyContent } from '../../../../src/sandbox/seed/objects.js';
import { type FlowRun, NOON, PHONE, type PracticeContext, type RunOptions } from '../../../support/practice-context.js';
import type { ScriptLine } from '../../../support/scripted-ui.js';
import { BUCKET, DAY, makeBucket, noFlags } from '../../purge/support/runs.js';

/** The bucket as a window finds and leaves it. */
export const ON = { status: 'Enabled', mfaDelete: 'Enabled' } as const;
/** The bucket while its window is open. */
export const OFF = { status: 'Enabled', mfaDelete: 'Disabled' } as const;
/** A quarter of an hour, as `--window-max` has it. */
export const QUARTER = 15 * 60_000;

const nothingSaid: PurgeWindowOptions = {
  ...{ bucket: BUCKET, basis: { by: 'flags', flags: { ...noFlags, keep: 0 } }, planOut: undefined, confirm: BUCKET, dryRun: false, maxMs: QUARTER },
  ...{ mfaSerials: [PHONE], mfaCode: undefined, mfaProcess: undefined, bypassGovernanceRetention: false, ephemeralRootKey: false, acceptsOpen: true },
};

/** Runs `purge --window --keep 0` on the bucket: agreed to by flags, codes from the embedded practice device. */
export function runWindow(aws: PracticeContext, options: Partial<PurgeWindowOptions> = {}, run: RunOptions = { embedded: true }): Promise<FlowRun> {
  return aws.run('purge', (context) => purgeWindow({ ...nothingSaid, ...options }, context), run);
}

/** What `--older-than` and the like came to. */
export function asked(flags: Partial<PurgeFlags>): NonNullable<PurgeWindowOptions['basis']> {
  return { by: 'flags', flags: { ...noFlags, ...flags } };
}

/** A person with the root user's key in the environment. */
export const signsIn: ScriptLine = ['Which credentials', 'environment'];
/** Types the code that opens the window. */
export const opens = (aws: PracticeContext): ScriptLine => ['turn off MFA Delete on attic', () => aws.code()];
/** Types the code that closes the window. */
export const closes = (aws: PracticeContext): ScriptLine => ['turn on MFA Delete on attic', () => aws.code()];

/** A bucket with MFA Delete and one key that has so many noncurrent versions below a current one. */
export function deepBucket(aws: PracticeContext, noncurrent: number): Bucket {
  const bucket = makeBucket(aws);
  const content = emptyContent(10);
  for (let index = 0; index <= noncurrent; index += 1) bucket.objects.put('log', content, { versioning: 'Enabled', at: NOON - 30 * DAY + index * 1000 });
  return bucket;
}

/** What is kept of windows, each file with its mode. */
export function windowFiles({ stateDirectory }: PracticeContext): string[] {
  const directory = path.join(stateDirectory, 'windows');
  return existsSync(directory) ? readdirSync(directory).map((name) => `${name.replace(/[0-9a-f]{16}/, '#').replace(/-[0-9a-f]{6}\./, '-*.')} ${(statSync(path.join(directory, name)).mode & 0o777).toString(8)}`).sort() : [];
}

/** The window that is kept; `null` where there is none. */
export function keptWindowIn({ stateDirectory }: PracticeContext): PurgeWindow | null {
  const directory = path.join(stateDirectory, 'windows');
  const name = existsSync(directory) ? readdirSync(directory).find((candidate) => candidate.endsWith('.json')) : undefined;
  return name === undefined ? null : (JSON.parse(readFileSync(path.join(directory, name), 'utf8')) as PurgeWindow);
}

/** The window of a run's document. */
export function windowOf({ document }: FlowRun): Record<string, unknown> {
  return document?.window as Record<string, unknown>;
}

/** The operations that change something, one word each. */
export function changesAmong({ requests }: PracticeContext): string[] {
  return requests
    .filter(({ operation }) => /^(Put|Delete)/.test(operation))
    .map(({ operation, body, mfa }) => {
      if (operation === 'PutBucketVersioning') return /<MfaDelete>(\w+)</.exec(body)?.[1] ?? operation;
      return mfa === null ? operation : `${operation} with a code`;
    });
}

/** A window that an earlier run could not close, three versions of its plan gone, as many left. */
export async function leftOpen(aws: PracticeContext): Promise<Bucket> {
  const bucket = makeBucket(aws);
  for (let index = 0; index < 6; index += 1) for (const daysAgo of [9, 5]) bucket.objects.put(`k${index}`, emptyContent(10), { versioning: 'Enabled', at: NOON - daysAgo * DAY });
  aws.onceAnswering('PutBucketVersioning', () => {
    // As a crash leaves it: half of the plan is gone, and nobody closed.
    for (let index = 0; index < 3; index += 1) {
      const current = bucket.objects.current(`k${index}`);
      const old = current && bucket.objects.firstFrom({ key: current.key, sequence: current.sequence - 1 });
      if (old !== undefined) bucket.objects.removeVersion(old);
    }
    aws.interrupt();
    aws.interrupt();
  });
  const run = await runWindow(aws);
  if (run.exitCode !== 130 || keptWindowIn(aws)?.phase !== 'open') throw new Error(`the window was not left open: ${run.narration}`);
  aws.requests.length = 0;
  return bucket;
}
