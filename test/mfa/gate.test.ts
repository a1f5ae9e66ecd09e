import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failures/failure.js';
import { frozenClock, STEP_START } from './support/frozen-clock.js';
import { type Bench, makeBench, PHONE, scripted, TABLET } from './support/gate-bench.js';
import { helpfulFailure } from '../support/helpful-failure.js';
import { temporaryDirectory } from './support/temporary-directory.js';

const purpose = 'turn on MFA Delete on ledger';
const refuse = (): never => {
  throw new Failure('code-refused', 'AWS refused the MFA code', { hints: ['as the server says'], aws: { code: 'TokenCodeInvalidError', httpStatus: 400, requestId: 'R1' } });
};

describe('a coded call', () => {
  it('is sent once, with the serial number and the digits, and returns what the server answered', async () => {
    const { gate, send, sent } = await makeBench({ source: scripted('prompt', ['123456']) });
    expect(await gate.spend({ purpose, send: send(() => 'done') })).toEqual({ answered: true, value: 'done' });
    expect(sent).toEqual([{ digits: '123456', serialNumber: PHONE, at: 5 }]);
    expect(gate.codesUsed()).toBe(1);
  });

  it('tells the source the device, the purpose and that nothing was refused yet', async () => {
    const source = scripted('prompt', ['123456']);
    const { gate, send } = await makeBench({ source });
    await gate.spend({ purpose, send: send() });
    expect(source.asked).toEqual([{ device: { serialNumber: PHONE, kind: 'virtual' }, purpose, refusals: 0 }]);
  });

  it('conceals the code before it goes out', async () => {
    const { gate, send, concealed } = await makeBench({ source: scripted('prompt', ['123456']) });
    await gate.spend({ purpose, send: send(() => expect(concealed).toEqual(['123456'])) });
    expect(concealed).toEqual(['123456']);
  });

  it('is not made again after a lost answer, which the caller gets to know', async () => {
    const { gate, send, sent } = await makeBench({ source: scripted('process', ['123456', '222222']) });
    const lost = new Failure('lost-answer', 'the answer was lost');
    const outcome = await gate.spend({ purpose, send: send(() => { throw lost; }) });
    expect(outcome).toEqual({ answered: false, failure: lost });
    expect(sent).toHaveLength(1);
  });

  it.each(['device-not-owned', 'access-denied', 'throttled', 'network'] as const)('is not made again after %s', async (kind) => {
    const { gate, send, sent } = await makeBench({ source: scripted('prompt', ['123456', '222222']) });
    await expect(gate.spend({ purpose, send: send(() => { throw new Failure(kind, 'no'); }) })).rejects.toMatchObject({ kind });
    expect(sent).toHaveLength(1);
  });

  it('counts no code where the record could not be written that comes before the request', async () => {
    const { gate, send } = await makeBench({ source: scripted('prompt', ['123456']) });
    await expect(gate.spend({ purpose, send: send(() => { throw new Failure('local-file', 'the disk is full'); }) })).rejects.toMatchObject({ kind: 'local-file' });
    expect(gate.codesUsed()).toBe(0);
  });

  it('lets errors that are bugs through', async () => {
    const { gate, send } = await makeBench({ source: scripted('prompt', ['123456']) });
    await expect(gate.spend({ purpose, send: send(() => { throw new TypeError('bug'); }) })).rejects.toThrow(TypeError);
  });

  it('never goes out with something that is not six digits', async () => {
    const { gate, send, sent } = await makeBench({ source: scripted('process', ['12345x']) });
    await expect(gate.spend({ purpose, send: send() })).rejects.toEqual(helpfulFailure('invalid-code'));
    expect(sent).toEqual([]);
  });

  it('is nothing that could be sent without a device', async () => {
    const { gate, send, sent } = await makeBench({ source: scripted('prompt', ['123456']), devices: [] });
    await expect(gate.spend({ purpose, send: send() })).rejects.toThrow('without a device');
    expect(sent).toEqual([]);
  });
});

describe('the next call of the same device', () => {
  it('waits, with a countdown, for the next step', async () => {
    const { gate, send, sent, waits } = await makeBench({ source: scripted('prompt', ['111111', '222222']) });
    await gate.spend({ purpose, send: send() });
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ at }) => at)).toEqual([5, 30]);
    expect(waits).toEqual([{ message: 'Waiting 25 s for the next code of `phone`', untilMs: STEP_START + 30_000 }]);
  });

  it('waits by the clock even when the countdown returns at once', async () => {
    const bench = await makeBench({ source: scripted('prompt', ['111111', '222222']), at: 0, wait: async () => undefined });
    await bench.gate.spend({ purpose, send: bench.send() });
    await bench.gate.spend({ purpose, send: bench.send() });
    expect(bench.sent.map(({ at }) => at)).toEqual([0, 30]);
  });

  it('goes out when the countdown ends, also when that ends late', async () => {
    const clock = frozenClock(STEP_START);
    const late = async (): Promise<void> => clock.set(STEP_START + 30_700);
    const { gate, send, sent } = await makeBench({ source: scripted('prompt', ['111111', '222222']), clock, wait: late });
    await gate.spend({ purpose, send: send() });
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ at }) => at)).toEqual([0, 30.7]);
  });

  it('waits in one countdown for all steps that a clock was set back by', async () => {
    const clock = frozenClock(STEP_START + 95_000);
    const { gate, send, sent, waits } = await makeBench({ source: scripted('prompt', ['111111', '222222']), clock });
    await gate.spend({ purpose, send: send() });
    clock.set(STEP_START + 5_000);
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ at }) => at)).toEqual([95, 120]);
    expect(waits).toEqual([{ message: 'Waiting 115 s for the next code of `phone`', untilMs: STEP_START + 120_000 }]);
  });

  it('waits also when the call before was made by another process', async () => {
    const stateDirectory = temporaryDirectory();
    const first = await makeBench({ source: scripted('prompt', ['111111']), stateDirectory });
    await first.gate.spend({ purpose, send: first.send() });
    const second = await makeBench({ source: scripted('process', ['222222']), stateDirectory });
    await second.gate.spend({ purpose, send: second.send() });
    expect(second.sent.map(({ at }) => at)).toEqual([30]);
  });

  it('does not wait for a device of another server', async () => {
    const stateDirectory = temporaryDirectory();
    const first = await makeBench({ source: scripted('prompt', ['111111']), stateDirectory });
    await first.gate.spend({ purpose, send: first.send() });
    const second = await makeBench({ source: scripted('process', ['111111']), stateDirectory, endpoint: 'http://127.0.0.1:4566' });
    await second.gate.spend({ purpose, send: second.send() });
    expect(second.sent.map(({ at }) => at)).toEqual([5]);
  });

  it('takes the other device while the first has to wait, and then turns about', async () => {
    const source = scripted('process', ['111111', '222222', '333333', '444444']);
    const { gate, send, sent } = await makeBench({ source, devices: [PHONE, TABLET] });
    for (let call = 0; call < 4; call += 1) await gate.spend({ purpose, send: send() });
    expect(sent.map(({ serialNumber, at }) => [serialNumber, at])).toEqual([[PHONE, 5], [TABLET, 5], [PHONE, 30], [TABLET, 30]]);
  });
});

describe('a code that was chosen beforehand', () => {
  it.each(['flag', 'stdin'] as const)('on %s always goes to the first device, which it waits for', async (kind) => {
    const stateDirectory = temporaryDirectory();
    const before = await makeBench({ source: scripted('prompt', ['111111']), stateDirectory });
    await before.gate.spend({ purpose, send: before.send() });
    const { gate, send, sent } = await makeBench({ source: scripted(kind, ['222222']), devices: [PHONE, TABLET], stateDirectory });
    await gate.spend({ purpose, send: send() });
    expect(sent).toEqual([{ digits: '222222', serialNumber: PHONE, at: 30 }]);
  });
});

describe('the last two seconds of a step', () => {
  it('are waited out before a code is asked for', async () => {
    const { gate, send, sent, waits } = await makeBench({ source: scripted('prompt', ['123456']), at: 28 });
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ at }) => at)).toEqual([30]);
    expect(waits).toHaveLength(1);
  });

  it('make a typed code unfit: the person is asked for the next one, and nothing was sent', async () => {
    const clock = frozenClock(STEP_START + 5_000);
    const source = scripted('prompt', [() => (clock.set(STEP_START + 29_000), '111111'), '222222']);
    const { gate, send, sent, said } = await makeBench({ source, clock });
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ digits, at }) => [digits, at])).toEqual([['222222', 30]]);
    expect(said).toEqual(['that code runs out now; it was not sent, type a new one']);
  });

  it('make a code of a command unfit: it is run again in the next step', async () => {
    const clock = frozenClock(STEP_START + 27_000);
    const source = scripted('process', [() => (clock.set(STEP_START + 28_500), '111111'), '222222']);
    const { gate, send, sent } = await makeBench({ source, clock });
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ digits, at }) => [digits, at])).toEqual([['222222', 30]]);
  });

  it.each(['flag', 'stdin'] as const)('hold a code of %s back until the next step', async (kind) => {
    const { gate, send, sent } = await makeBench({ source: scripted(kind, ['123456']), at: 29 });
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ digits, at }) => [digits, at])).toEqual([['123456', 30]]);
  });
});

describe('a code that took long to come', () => {
  it('from a command is thrown away when the step has changed, and costs nothing', async () => {
    const clock = frozenClock(STEP_START + 20_000);
    const source = scripted('process', [() => (clock.advance(15_000), '111111'), '222222']);
    const { gate, send, sent } = await makeBench({ source, clock });
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ digits, at }) => [digits, at])).toEqual([['222222', 35]]);
    expect(gate.codesUsed()).toBe(1);
  });

  it('from a person is sent in the step in which it was typed', async () => {
    const clock = frozenClock(STEP_START + 20_000);
    const { gate, send, sent } = await makeBench({ source: scripted('prompt', [() => (clock.advance(60_000), '111111')]), clock });
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ at }) => at)).toEqual([80]);
  });

  it('from a command ends the call when it happens every time', async () => {
    const clock = frozenClock(STEP_START);
    const slow = Array.from({ length: 10 }, (_, n) => () => (clock.advance(29_500), `11111${n}`));
    const source = scripted('process', slow);
    const { gate, send, sent, said } = await makeBench({ source, clock });
    await expect(gate.spend({ purpose, send: send() })).rejects.toEqual(
      helpfulFailure('code-source', { exitCode: 5, message: expect.stringContaining('gave 6 codes in a row') }),
    );
    expect(sent).toEqual([]);
    expect(source.asked).toHaveLength(6);
    expect(said).toEqual(Array<string>(6).fill('the code came too late to be sent; it was not sent, taking the next one'));
  });
});

describe('a code that was sent before', () => {
  const sentBefore = async (source: ReturnType<typeof scripted>): Promise<Awaited<ReturnType<typeof makeBench>>> => {
    const stateDirectory = temporaryDirectory();
    const first = await makeBench({ source: scripted('prompt', ['111111']), stateDirectory });
    await first.gate.spend({ purpose, send: first.send() });
    return await makeBench({ source, stateDirectory, clock: first.clock });
  };

  it('in --mfa-code is refused unsent and at once, exit 5', async () => {
    const { gate, send, sent, waits } = await sentBefore(scripted('flag', ['111111']));
    await expect(gate.spend({ purpose, send: send() })).rejects.toEqual(helpfulFailure('code-used', { exitCode: 5 }));
    expect(sent).toEqual([]);
    expect(waits).toEqual([]);
  });

  it('typed again is refused unsent, and the person is told and asked again', async () => {
    const source = scripted('prompt', ['111111', '222222']);
    const { gate, send, sent, said } = await sentBefore(source);
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ digits, at }) => [digits, at])).toEqual([['222222', 30]]);
    expect(said).toEqual(['that code was sent before, and a code works once; it was not sent, type a new one']);
  });

  it('from a command makes it run again, one step later', async () => {
    const { gate, send, sent } = await sentBefore(scripted('process', ['111111', '222222']));
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ digits, at }) => [digits, at])).toEqual([['222222', 60]]);
  });

  it('on standard input is passed over for the next line', async () => {
    const { gate, send, sent } = await sentBefore(scripted('stdin', ['111111', '222222']));
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ digits, at }) => [digits, at])).toEqual([['222222', 30]]);
  });

  it('ends the call when a command prints nothing else', async () => {
    const { gate, send, sent } = await sentBefore(scripted('process', Array<string>(10).fill('111111')));
    await expect(gate.spend({ purpose, send: send() })).rejects.toMatchObject({ kind: 'code-source' });
    expect(sent).toEqual([]);
  });
});

describe('a step that another process used while the code was on its way', () => {
  it.each([
    ['flag', '222222', 1],
    ['stdin', '222222', 1],
    ['prompt', '333333', 2],
    ['process', '333333', 2],
  ] as const)('is left out: %s sends %s in the next one, after asking %i times', async (kind, expected, asks) => {
    const stateDirectory = temporaryDirectory();
    const clock = frozenClock(STEP_START + 5_000);
    const other = await makeBench({ source: scripted('prompt', ['111111']), stateDirectory, clock });
    const source = scripted(kind, ['222222', '333333']);
    const beforeReserving = async (): Promise<void> => {
      if (other.sent.length === 0) await other.gate.spend({ purpose, send: other.send() });
    };
    const mine = await makeBench({ source, stateDirectory, clock, beforeReserving });
    await mine.gate.spend({ purpose, send: mine.send() });
    expect(mine.sent.map(({ digits, at }) => [digits, at])).toEqual([[expected, 30]]);
    expect(source.asked).toHaveLength(asks);
    const next = kind === 'prompt' ? 'type a new one' : 'taking the next one';
    const why = `another run has just sent a code of this device; it was not sent, ${next}`;
    expect(mine.said).toEqual(asks === 1 ? [] : [why]);
  });
});

describe('a refused code', () => {
  it('makes a person be told at once, before the wait, and asked again in the next step', async () => {
    const source = scripted('prompt', ['111111', '222222']);
    const clock = frozenClock(STEP_START + 5_000);
    const saidBeforeWait: string[] = [];
    const nextStep = async (): Promise<void> => {
      saidBeforeWait.push(...bench.said);
      clock.set(STEP_START + 30_000);
    };
    const bench: Bench = await makeBench({ source, clock, wait: nextStep });
    const { gate, send, sent } = bench;
    const outcome = await gate.spend({ purpose, send: send(() => (sent.length === 1 ? refuse() : 'done')) });
    expect(outcome).toEqual({ answered: true, value: 'done' });
    expect(sent.map(({ digits, at }) => [digits, at])).toEqual([['111111', 5], ['222222', 30]]);
    expect(source.asked[1]).toMatchObject({ refusals: 1 });
    expect(saidBeforeWait).toEqual(['that code was refused (TokenCodeInvalidError) and is spent']);
    expect(gate.codesUsed()).toBe(2);
  });

  it('brings advice on clocks and devices the second time, once', async () => {
    const { gate, send, sent, said } = await makeBench({ source: scripted('prompt', ['111111', '222222', '333333', '444444']) });
    const saidAt: number[] = [];
    await gate.spend({ purpose, send: send(() => { saidAt.push(said.length); return sent.length < 4 ? refuse() : 'done'; }) });
    expect(saidAt).toEqual([0, 1, 6, 7]);
    expect(said.join('\n')).toContain('set the clock of the phone to automatic');
    expect(said.join('\n')).toContain('it says 2026-03-01 12:00:30 UTC');
    expect(said.join('\n')).toContain('`phone`');
  });

  it('makes a command run again in the next step, twice at most, and then ends with exit 5', async () => {
    const { gate, send, sent, said } = await makeBench({ source: scripted('process', ['111111', '222222', '333333', '444444']) });
    await expect(gate.spend({ purpose, send: send(refuse) })).rejects.toMatchObject({
      kind: 'code-refused',
      exitCode: 5,
      aws: { code: 'TokenCodeInvalidError' },
      hints: expect.arrayContaining(['as the server says', expect.stringContaining('set the clock of the phone to automatic')]),
    });
    expect(said).toHaveLength(2);
    expect(sent.map(({ at }) => at)).toEqual([5, 30, 60]);
  });

  it('of --mfa-code ends the call at once', async () => {
    const { gate, send, sent } = await makeBench({ source: scripted('flag', ['111111']) });
    await expect(gate.spend({ purpose, send: send(refuse) })).rejects.toMatchObject({ kind: 'code-refused' });
    expect(sent).toHaveLength(1);
  });

  it('of standard input is followed by the next line', async () => {
    const { gate, send, sent, said } = await makeBench({ source: scripted('stdin', ['111111', '222222']) });
    await gate.spend({ purpose, send: send(() => (sent.length === 1 ? refuse() : 'done')) });
    expect(sent.map(({ digits }) => digits)).toEqual(['111111', '222222']);
    expect(said).toEqual(['that code was refused (TokenCodeInvalidError) and is spent; taking the next one']);
  });

  it('counts anew for the next call', async () => {
    const { gate, send, sent } = await makeBench({ source: scripted('process', ['111111', '222222', '333333', '444444', '555555', '666666']) });
    const refuseTwice = (): unknown => (sent.length % 3 === 0 ? 'done' : refuse());
    await gate.spend({ purpose, send: send(refuseTwice) });
    await gate.spend({ purpose, send: send(refuseTwice) });
    expect(sent).toHaveLength(6);
  });
});

describe('a ledger that cannot be written any more', () => {
  it('keeps the code from being sent', async () => {
    const stateDirectory = temporaryDirectory();
    const ledger = join(stateDirectory, 'spent-codes');
    const source = scripted('prompt', [() => (rmSync(ledger, { recursive: true }), writeFileSync(ledger, ''), '111111')]);
    const { gate, send, sent } = await makeBench({ source, stateDirectory });
    await expect(gate.spend({ purpose, send: send() })).rejects.toMatchObject({ kind: 'local-file' });
    expect(sent).toEqual([]);
  });
});

describe('an interruption', () => {
  const stop = new Failure('interrupted', 'interrupted');

  it('before anything is asked throws its reason and asks nothing', async () => {
    const source = scripted('prompt', ['111111']);
    const { gate, send, interruption } = await makeBench({ source });
    interruption.abort(stop);
    await expect(gate.spend({ purpose, send: send() })).rejects.toBe(stop);
    expect(source.asked).toEqual([]);
  });

  it('while the code is on its way throws its reason, sends nothing and spends nothing', async () => {
    const stateDirectory = temporaryDirectory();
    const source = scripted('process', [() => (bench.interruption.abort(stop), '111111')]);
    const bench = await makeBench({ source, stateDirectory });
    await expect(bench.gate.spend({ purpose, send: bench.send() })).rejects.toBe(stop);
    expect(bench.sent).toEqual([]);
    const later = await makeBench({ source: scripted('flag', ['111111']), stateDirectory, clock: bench.clock });
    await later.gate.spend({ purpose, send: later.send() });
    expect(later.sent).toHaveLength(1);
  });

  it('at the last moment before the request goes out still keeps it back', async () => {
    const beforeReserving = (): void => bench.interruption.abort(stop);
    const bench = await makeBench({ source: scripted('flag', ['111111']), beforeReserving });
    await expect(bench.gate.spend({ purpose, send: bench.send() })).rejects.toBe(stop);
    expect(bench.sent).toEqual([]);
    expect(bench.gate.codesUsed()).toBe(0);
  });

  it('during the countdown throws its reason at once', async () => {
    const source = scripted('prompt', ['111111', '222222']);
    const endless = new Promise<void>(() => undefined);
    const bench = await makeBench({ source, wait: () => (bench.interruption.abort(stop), endless) });
    await bench.gate.spend({ purpose, send: bench.send() });
    await expect(bench.gate.spend({ purpose, send: bench.send() })).rejects.toBe(stop);
    expect(source.asked).toHaveLength(1);
  });

  it('while the request is in flight waits for the answer and returns it', async () => {
    const { gate, send, interruption } = await makeBench({ source: scripted('prompt', ['111111']) });
    const outcome = await gate.spend({ purpose, send: send(async () => { interruption.abort(stop); await Promise.resolve(); return 'done'; }) });
    expect(outcome).toEqual({ answered: true, value: 'done' });
  });

  it('while a refused request is in flight throws its reason and asks for no further code', async () => {
    const source = scripted('prompt', ['111111', '222222']);
    const { gate, send, interruption } = await makeBench({ source });
    await expect(gate.spend({ purpose, send: send(() => { interruption.abort(stop); return refuse(); }) })).rejects.toBe(stop);
    expect(source.asked).toHaveLength(1);
  });
});
