import { Failure } from '../../../src/core/failures/failure.js';
import type { OneTimeCode } from '../../../src/core/one-time-code.js';
import { deviceOf } from '../../../src/core/signers/mfa-device.js';
import { makeGate } from '../../../src/mfa/gate.js';
import { openSpentCodes } from '../../../src/mfa/spent-codes.js';
import type { CodeRequest, CodeSource, Gate } from '../../../src/mfa/types.js';
import { type FrozenClock, frozenClock, STEP_START } from './frozen-clock.js';
import { temporaryDirectory } from './temporary-directory.js';

export const PHONE = 'arn:aws:iam::111122223333:mfa/phone';
export const TABLET = 'arn:aws:iam::111122223333:mfa/tablet';

/** What the codes of the bench are for. */
export const purpose = 'turn on MFA Delete on ledger';

/** The server refuses the code. */
export const refuse = (): never => {
  throw new Failure('code-refused', 'AWS refused the MFA code', { hints: ['as the server says'], aws: { code: 'TokenCodeInvalidError', httpStatus: 400, requestId: 'R1' } });
};

/** A source that gives the scripted answers in order and remembers what it was asked. */
export type ScriptedSource = CodeSource & { asked: CodeRequest[] };

/** An answer is a code, or a function that does something (time passes, Ctrl-C) and then gives a code. */
export function scripted(kind: CodeSource['kind'], answers: (string | (() => string))[]): ScriptedSource {
  const left = [...answers];
  const asked: CodeRequest[] = [];
  return {
    kind,
    live: kind === 'process' || kind === 'practice',
    refusalsAllowed: { prompt: Infinity, stdin: Infinity, process: 2, practice: 2, flag: 0 }[kind],
    asked,
    async next(request) {
      asked.push(request);
      const answer = left.shift();
      if (answer === undefined) throw new Error('the script has no further code');
      return typeof answer === 'string' ? answer : answer();
    },
  };
}

export type Bench = {
  gate: Gate;
  clock: FrozenClock;
  /** What went out, and when (s since the first step began). */
  sent: { digits: string; serialNumber: string; at: number }[];
  /** Sends, notes it, and answers or throws. */
  send(answer?: () => unknown): (code: OneTimeCode) => Promise<unknown>;
  said: string[];
  concealed: string[];
  waits: { message: string; untilMs: number }[];
  interruption: AbortController;
};

export type BenchOptions = {
  source: CodeSource;
  devices?: readonly string[];
  /** Seconds after the beginning of a step. */
  at?: number;
  clock?: FrozenClock;
  stateDirectory?: string;
  endpoint?: string;
  /** Instead of a countdown that sets the clock to its end. */
  wait?: () => Promise<void>;
  /** What happens at the last moment before a code is reserved. */
  beforeReserving?: () => Promise<void> | void;
};

/** A real gate with a real ledger, on a clock that only moves when someone waits. */
export async function makeBench(options: BenchOptions): Promise<Bench> {
  const clock = options.clock ?? frozenClock(STEP_START + (options.at ?? 5) * 1000);
  const stateDirectory = options.stateDirectory ?? temporaryDirectory();
  const bench: Omit<Bench, 'gate'> = {
    clock,
    sent: [],
    said: [],
    concealed: [],
    waits: [],
    interruption: new AbortController(),
    send: (answer) => async ({ digits, serialNumber }) => {
      bench.sent.push({ digits, serialNumber, at: (clock.now() - STEP_START) / 1000 });
      return answer?.();
    },
  };
  const spent = await openSpentCodes({ stateDirectory, clock, warn: (text) => bench.said.push(text) });
  const gate = makeGate({
    devices: (options.devices ?? [PHONE]).map(deviceOf),
    source: options.source,
    clock,
    spent: {
      ...spent,
      async reserve(...code) {
        await options.beforeReserving?.();
        return await spent.reserve(...code);
      },
    },
    endpoint: options.endpoint ?? 'aws',
    wait: async (message, untilMs) => {
      bench.waits.push({ message: message(Math.ceil((untilMs - clock.now()) / 1000)), untilMs });
      await (options.wait ?? (async () => clock.set(untilMs)))();
    },
    say: (text) => bench.said.push(text),
    conceal: (code) => bench.concealed.push(code),
    interruption: bench.interruption.signal,
  });
  return { ...bench, gate };
}
