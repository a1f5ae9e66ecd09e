import { shellCommand } from '../aws-command.js';
import type { MfaDelete } from '../buckets/bucket-state.js';
import type { Judgement } from '../buckets/verdict.js';
import { STEP_MS } from '../clock.js';
import { Failure } from '../failures/failure.js';

/**
 * How far a purge window is: `opening` and `closing` from before their code is asked for, `paused` where it was closed
 * before its plan was done.
 */
export type WindowPhase = 'opening' | 'open' | 'closing' | 'paused';

/** What is kept of a purge window until it is closed and done. A hint: AWS's answer wins. */
export type PurgeWindow = {
  bucket: string;
  region: string | null;
  /** The server's S3 endpoint. */
  endpoint: string;
  /** Twelve digits; `null` on servers without accounts. */
  account: string | null;
  phase: WindowPhase;
  /** Since when MFA Delete is, or may be, off; ISO 8601 UTC; `null` before. */
  openedAt: string | null;
  /** Path of the frozen plan. */
  plan: string;
  /** Was the plan frozen for this window alone? Then it goes with it. */
  ownsPlan: boolean;
  /** What was asked for, as text to compare: another question is another plan. */
  asked: string;
  /** Serial numbers of the MFA devices that were chosen. */
  serialNumbers: string[];
  /** Paths of the journals of its runs. */
  journals: string[];
  /** The process that wrote this. */
  processId: number;
  /** When that began, as text that no later process of its number has; `null` where the system does not tell. */
  processStarted: string | null;
};

/** What a kept window means, now that AWS has said how the bucket is. */
export type WindowStanding =
  /** There is none. */
  | 'none'
  /** MFA Delete is off, and this window is why. */
  | 'open'
  /** MFA Delete is on; somebody closed it, or it never came to be open. */
  | 'closed-meanwhile'
  /** It was closed before its plan was done, and can be opened again. */
  | 'paused'
  /** It was closed, and somebody else turned MFA Delete off since. */
  | 'off-by-others';

/** Holds a kept window against what AWS says now. */
export function windowStanding(kept: Pick<PurgeWindow, 'phase'> | null, mfaDelete: MfaDelete): WindowStanding {
  if (kept === null) return 'none';
  if (kept.phase === 'paused') return mfaDelete === 'Enabled' ? 'paused' : 'off-by-others';
  return mfaDelete === 'Enabled' ? 'closed-meanwhile' : 'open';
}

/** The reason `verify` gives for a bucket that is off because of an open window. */
const WINDOW_REASON = 'purge-window-open';

/** What `verify` says of a bucket whose window is kept as open: that it is off, and why. */
export function judgeWithWindow(judgement: Judgement, isKeptOpen: boolean): Judgement {
  const isOff = judgement.verdict === 'off' || judgement.verdict === 'blocked';
  return isKeptOpen && isOff ? { verdict: 'off', reason: WINDOW_REASON } : judgement;
}

/** What `purge --window` does: a new plan, the rest of the kept one, or nothing before somebody decides about an open window. */
export type WindowCourse = 'start' | 'start-anew' | 'go-on' | 'reopen';

/**
 * Decides what a run does about a kept window.
 * @param asked what this run was asked for, as {@link PurgeWindow.asked}; `null`: the rest, whatever was asked
 * @throws Failure `usage` where nothing is left to go on with, or an open window has another plan; `mfa-delete-off`
 */
export function windowCourse(standing: WindowStanding, kept: PurgeWindow | null, asked: string | null, bucket: string, mfaDelete: MfaDelete): WindowCourse {
  const isSame = asked === null || asked === kept?.asked;
  if (standing === 'open') {
    if (isSame) return 'go-on';
    throw new Failure('usage', `the purge window of \`${bucket}\` is open with another plan than these flags ask for`, {
      hints: [`go on with its plan, or close it: \`${shellCommand(['s3-mfa-delete', 'purge', bucket, '--window'])}\``],
    });
  }
  if (mfaDelete === 'Disabled') throw noWindowNeeded(bucket);
  if (standing === 'paused' && isSame) return 'reopen';
  if (asked === null) throw nothingKept(bucket);
  return standing === 'paused' ? 'start-anew' : 'start';
}

function noWindowNeeded(bucket: string): Failure {
  return new Failure('mfa-delete-off', `MFA Delete is not on in \`${bucket}\`, so there is no window to open`, {
    hints: [
      'to purge it as it is, leave out `--window` and add `--allow-unprotected`',
      `if MFA Delete should be on, turn it on first: \`${shellCommand(['s3-mfa-delete', 'enable', bucket])}\``,
    ],
  });
}

function nothingKept(bucket: string): Failure {
  return new Failure('usage', `nothing is left of a purge window of \`${bucket}\`, and nothing says which versions to delete`, {
    hints: ['say which, for example `--older-than 30d`', 'or carry out a saved plan: `--plan <file>`'],
  });
}

/** The default of `--window-max`, in ms. */
export const WINDOW_MAX_MS = 15 * 60_000;

/** Refuses a `--window-max` that no window can keep: its second code comes a step after its first. @throws Failure `usage` */
export function checkWindowMax(ms: number): number {
  if (ms >= STEP_MS) return ms;
  throw new Failure('usage', '--window-max is shorter than a window can be: a device gives its second code after 30 s', { hints: ['give `30s` or more; `15m` is the default'] });
}

/**
 * Deletions a second that S3 takes below one prefix; it answers 503 beyond them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html
 */
const DELETIONS_A_SECOND = 3_500;

/** How long a window is open for so many versions, in ms: an estimate, and never less than the wait for the second code. */
export function timeThroughWindow(versions: number, devices: number): number {
  const deleting = Math.ceil(versions / DELETIONS_A_SECOND) * 1000;
  return devices > 1 ? deleting : Math.max(deleting, STEP_MS);
}

/** What has to be typed before MFA Delete is turned off for a purge. */
export function wordsToOpen(bucket: string): string {
  return `turn MFA Delete off on ${bucket}`;
}

/** May a closing that failed in this way go better with a further try? */
export function isWorthAnotherTry(failure: Pick<Failure, 'kind'>): boolean {
  return ['network', 'service', 'throttled', 'conflict', 'lost-answer', 'bucket-state', 'lifecycle-in-the-way', 'state-unknown', 'not-aws'].includes(failure.kind);
}
