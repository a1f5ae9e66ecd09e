import type { Context } from '../../../context.js';
import { Failure } from '../../../core/failures/failure.js';
import type { PurgeWindow } from '../../../core/purge/window.js';
import { momentInWords } from '../../../core/text/quantities.js';
import { commandToType } from '../commands-to-type.js';

/** The command that closes a window from anywhere, to be typed as it stands. */
export function closeCommand(bucket: string, context: Pick<Context, 'connection' | 'practice'>): string {
  const { profile } = context.connection;
  return commandToType(['enable', bucket, ...(profile === undefined || context.practice !== null ? [] : ['--profile', profile])], context);
}

/** Since when a window is open, for people: `2026-03-04 12:00:02 UTC`. */
export function sinceInWords({ openedAt }: Pick<PurgeWindow, 'openedAt'>): string {
  return openedAt === null ? 'an unknown time' : `${momentInWords(Date.parse(openedAt))} UTC`;
}

/** A clause that says that a window is open, and how it is closed. */
export function openInWords(window: PurgeWindow, context: Pick<Context, 'connection' | 'practice'>): string {
  return `the purge window of \`${window.bucket}\` is OPEN since ${sinceInWords(window)}: MFA Delete is off; close it: \`${closeCommand(window.bucket, context)}\``;
}

/** A window that could not be closed. @param why as a clause */
export function stillOpen(window: PurgeWindow, why: Failure, context: Pick<Context, 'connection' | 'practice'>): Failure {
  return new Failure('window-open', `the purge window of \`${window.bucket}\` is STILL OPEN, MFA Delete is off since ${sinceInWords(window)}: ${why.message}`, {
    hints: [...why.hints, `until it is closed, anyone with s3:DeleteObjectVersion can delete versions without a code; close it: \`${closeCommand(window.bucket, context)}\``],
    aws: why.aws,
    cause: why,
  });
}
