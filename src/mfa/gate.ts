import { Failure, isFailure } from '../core/failures/failure.js';
import { mintOneTimeCode, type OneTimeCode } from '../core/one-time-code.js';
import { refusalAdvice, refusalReason } from './refusal-advice.js';
import { type GateParts, reserveCode } from './reserve-code.js';
import type { CodedCall, CodedOutcome, Gate, RevocableCall } from './types.js';

/** After this many refusals of one call a person gets advice on clocks and devices. */
const REFUSALS_BEFORE_ADVICE = 2;

/**
 * Makes the one door through which codes go out (contract, safety promise 1). A call is given a code that was never
 * sent before, on this machine, and is sent once with it; only `code-refused` leads to another code, as often as the
 * source allows. Calls are made one after the other, not at the same time.
 *
 * `spend` throws what `send` threw, except for a lost answer, which it returns; the reason of the interruption when
 * nothing was sent yet; what the source of codes throws; Failure `local-file` when the ledger cannot be written. A
 * request in flight is never abandoned: its answer is awaited even when the run is interrupted.
 */
export function makeGate(parts: GateParts): Gate {
  let used = 0;

  const nextCode = async ({ purpose, isStillWanted }: RevocableCall<unknown>, refusals: number): Promise<OneTimeCode | null> => {
    const reserved = await reserveCode(parts, { purpose, refusals }, isStillWanted);
    parts.interruption.throwIfAborted();
    return reserved === null ? null : mintOneTimeCode(reserved.serialNumber, reserved.digits);
  };

  const spendIfWanted = async <T>(call: RevocableCall<T>): Promise<CodedOutcome<T> | null> => {
    for (let refusals = 0; ; refusals += 1) {
      const code = await nextCode(call, refusals);
      if (code === null) return null;
      used += 1;
      const outcome = await sendOnce(call, code).catch((error: unknown) => {
        // The record of the run is written before the request; where it cannot be, nothing is sent.
        if (isFailure(error, 'local-file')) used -= 1;
        throw error;
      });
      if (!isFailure(outcome)) return outcome;
      afterRefusal(parts, outcome, refusals + 1);
    }
  };

  return {
    async spend(call) {
      const outcome = await spendIfWanted({ ...call, isStillWanted: () => Promise.resolve(true) });
      if (outcome === null) throw new Error('a call that is always wanted was not made');
      return outcome;
    },
    spendIfWanted,
    codesUsed: () => used,
  };
}

/** What became of the call, or the refusal of its code. */
async function sendOnce<T>(call: CodedCall<T>, code: OneTimeCode): Promise<CodedOutcome<T> | Failure> {
  try {
    return { answered: true, value: await call.send(code) };
  } catch (error) {
    if (isFailure(error, 'lost-answer')) return { answered: false, failure: error };
    if (isFailure(error, 'code-refused')) return error;
    throw error;
  }
}

/** Says at once why another code is wanted, before any wait for it; throws the refusal when the source has no further try. */
function afterRefusal(parts: GateParts, refusal: Failure, refusals: number): void {
  const { source, say, devices, clock } = parts;
  const advice = refusalAdvice(devices, clock);
  if (refusals > source.refusalsAllowed) {
    throw new Failure('code-refused', refusal.message, { hints: [...refusal.hints, ...advice], aws: refusal.aws, cause: refusal });
  }
  const reason = refusalReason(refusal);
  say(source.kind === 'prompt' ? reason : `${reason}; taking the next one`, refusal.kind);
  if (source.kind === 'prompt' && refusals === REFUSALS_BEFORE_ADVICE) advice.forEach((line) => say(line));
}
