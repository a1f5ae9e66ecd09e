import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { helpfulFailure } from '../../support/helpful-failure.js';
import { frozenClock, STEP_START } from '../support/frozen-clock.js';
import { makeBench, purpose, scripted } from '../support/gate-bench.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

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
