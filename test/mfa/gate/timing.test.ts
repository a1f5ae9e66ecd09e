import { describe, expect, it } from 'vitest';
import { helpfulFailure } from '../../support/helpful-failure.js';
import { frozenClock, STEP_START } from '../support/frozen-clock.js';
import { makeBench, PHONE, purpose, scripted, TABLET } from '../support/gate-bench.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

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
