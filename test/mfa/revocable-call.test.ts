import { describe, expect, it } from 'vitest';
import { frozenClock, STEP_START } from './support/frozen-clock.js';
import { makeBench, scripted } from './support/gate-bench.js';

const purpose = 'delete 2 versions from ledger';
const no = (): Promise<boolean> => Promise.resolve(false);

describe('a coded call that may have become pointless', () => {
  it.each(['prompt', 'process', 'stdin', 'flag'] as const)('is not made when it has, and the code of %s is still good', async (kind) => {
    const { gate, send, sent } = await makeBench({ source: scripted(kind, ['111111', '111111']) });
    expect(await gate.spendIfWanted({ purpose, send: send(), isStillWanted: no })).toBeNull();
    expect(sent).toEqual([]);
    expect(gate.codesUsed()).toBe(0);
    await gate.spend({ purpose, send: send() });
    expect(sent.map(({ digits, at }) => [digits, at])).toEqual([['111111', 5]]);
  });

  it('is asked about when the code is there, not before', async () => {
    const clock = frozenClock(STEP_START);
    const { gate, send } = await makeBench({ source: scripted('prompt', [() => (clock.advance(600_000), '111111')]), clock });
    const asked: number[] = [];
    await gate.spendIfWanted({ purpose, send: send(), isStillWanted: async () => asked.push(clock.now()) > 0 });
    expect(asked).toEqual([STEP_START + 600_000]);
  });

  it.each(['flag', 'stdin'] as const)('with a code of %s is asked about after the wait for a free step', async (kind) => {
    const clock = frozenClock(STEP_START + 29_000);
    const { gate, send } = await makeBench({ source: scripted(kind, ['111111']), clock });
    const asked: number[] = [];
    await gate.spendIfWanted({ purpose, send: send(), isStillWanted: async () => asked.push(clock.now()) > 0 });
    expect(asked).toEqual([STEP_START + 30_000]);
  });

  it.each([
    ['prompt', ['222222', 'that code runs out now; it was not sent, type a new one']],
    ['process', ['222222', 'the code came too late to be sent; it was not sent, taking the next one']],
  ] as const)('does not go out with a code of %s that ran out while that was found out', async (kind, [next, advice]) => {
    const clock = frozenClock(STEP_START + 20_000);
    const { gate, send, sent, said } = await makeBench({ source: scripted(kind, ['111111', next]), clock });
    let looks = 0;
    await gate.spendIfWanted({ purpose, send: send(), isStillWanted: async () => ((looks += 1) === 1 && clock.advance(12_000), true) });
    expect(sent.map(({ digits, at }) => [digits, at])).toEqual([[next, 32]]);
    expect(said).toEqual([advice]);
    expect(looks).toBe(2);
  });

  it('holds a code of a list back when the last seconds of the step have come meanwhile, and asks once more', async () => {
    const clock = frozenClock(STEP_START + 20_000);
    const { gate, send, sent } = await makeBench({ source: scripted('stdin', ['111111']), clock });
    let looks = 0;
    await gate.spendIfWanted({ purpose, send: send(), isStillWanted: async () => ((looks += 1) === 1 && clock.advance(9_000), true) });
    expect(sent.map(({ digits, at }) => [digits, at])).toEqual([['111111', 30]]);
    expect(looks).toBe(2);
  });

  it('sends nothing when that cannot be found out', async () => {
    const { gate, send, sent } = await makeBench({ source: scripted('prompt', ['111111']) });
    await expect(gate.spendIfWanted({ purpose, send: send(), isStillWanted: () => Promise.reject(new Error('no route')) })).rejects.toThrow('no route');
    expect(sent).toEqual([]);
    expect(gate.codesUsed()).toBe(0);
  });
});
