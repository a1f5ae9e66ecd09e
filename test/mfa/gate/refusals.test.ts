import { describe, expect, it } from 'vitest';
import { frozenClock, STEP_START } from '../support/frozen-clock.js';
import { type Bench, makeBench, purpose, refuse, scripted } from '../support/gate-bench.js';

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
