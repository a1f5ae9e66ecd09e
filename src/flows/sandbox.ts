import type { Context } from '../context.js';
import { msLeftInStep } from '../core/clock.js';
import { type Failure, isStop } from '../core/failures/failure.js';
import { deviceOf, makesCodes } from '../core/signers/mfa-device.js';
import { introduce } from './steps/introduce-practice-account.js';
import { practiceDocument, type ServedPractice } from './steps/practice-document.js';

/**
 * Presents a practice account and waits until it is interrupted.
 * @returns the exit code of the signal that ended it
 */
export async function presentPracticeAccount(practice: ServedPractice, { json }: { json: boolean }, context: Context): Promise<number> {
  if (json) context.ui.resultText(`${JSON.stringify(practiceDocument(practice))}\n`);
  else introduce(practice, context.ui);
  const ending = await (json ? untilInterrupted(context.interruption) : showAuthenticator(practice, context));
  context.ui.line('stopped; the practice account is gone and nothing is left behind');
  return ending.exitCode;
}

function untilInterrupted(interruption: AbortSignal): Promise<Failure> {
  return new Promise((resolve) => {
    if (interruption.aborted) resolve(interruption.reason as Failure);
    interruption.addEventListener('abort', () => resolve(interruption.reason as Failure), { once: true });
  });
}

/** Redraws the codes every second on a terminal; elsewhere they are printed once. */
async function showAuthenticator(practice: ServedPractice, { ui, clock, interruption }: Context): Promise<Failure> {
  try {
    return await ui.during(authenticatorLine(practice), async (update) => {
      for (;;) {
        update(authenticatorLine(practice));
        await clock.sleep(1000 - (clock.now() % 1000), interruption);
      }
    });
  } catch (error) {
    if (isStop(error)) return error;
    throw error;
  }
}

/** Every device that makes codes, its six digits, and the seconds they still hold. */
function authenticatorLine({ mfaDevices, code, now }: ServedPractice): string {
  const shown = mfaDevices
    .filter(({ serialNumber }) => makesCodes(deviceOf(serialNumber)))
    .map(({ serialNumber }) => {
      const digits = code(serialNumber);
      return `${deviceName(serialNumber)} \`${digits.slice(0, 3)} ${digits.slice(3)}\``;
    });
  return `${shown.join(', ')} (${Math.ceil(msLeftInStep(now()) / 1000)} s left)`;
}

function deviceName(serialNumber: string): string {
  return serialNumber.split('/').at(-1) ?? serialNumber;
}
