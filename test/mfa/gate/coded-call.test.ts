import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/failures/failure.js';
import { helpfulFailure } from '../../support/helpful-failure.js';
import { makeBench, PHONE, purpose, scripted } from '../support/gate-bench.js';

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
    expect(gate.codesUsed()).toBe(1);
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
