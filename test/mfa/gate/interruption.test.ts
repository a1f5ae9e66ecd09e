import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/failures/failure.js';
import { makeBench, purpose, refuse, scripted } from '../support/gate-bench.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

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
