import { describe, expect, it } from 'vitest';
import type { GlobalFlags, Invocation } from '../../src/commands/command-file.js';
import { sandboxCommand } from '../../src/commands/sandbox.js';
import type { Context } from '../../src/context.js';
import { faultTable } from '../../src/sandbox/faults/table.js';
import { systemClock } from '../../src/process-io.js';
import { scriptedUi } from '../support/scripted-ui.js';

const globals: GlobalFlags = { yes: false, input: true, json: false, quiet: false, debug: false, color: true };
const flags = { port: '0', buckets: '0', versions: '0', latency: '0' };
const invocation = (more: Record<string, unknown>): Invocation => ({ args: [], flags: { ...flags, ...more }, globals });

describe('sandbox', () => {
  it.each([
    ['port', '65536', '--port `65536` is not a whole number from 0 to 65535'],
    ['port', 'http', '--port `http` is not a whole number from 0 to 65535'],
    ['buckets', '-1', '--buckets `-1` is not a whole number from 0 to 1000000'],
    ['versions', '1e3', '--versions `1e3` is not a whole number from 0 to 10000000'],
    ['latency', '', '--latency `` is not a whole number from 0 to 3600000'],
  ])('refuses --%s %s', (flag, value, message) => {
    expect(() => sandboxCommand.prepare(invocation({ [flag]: value }))).toThrow(message);
  });

  it('refuses a fault that does not exist before anything is started', async () => {
    const run = sandboxCommand.prepare(invocation({ fault: ['gremlins'] }));
    await expect(run({} as Context)).rejects.toMatchObject({ kind: 'usage', message: 'there is no fault called `gremlins`' });
  });

  it('lists every fault with what it does, for people and as a document', async () => {
    const ui = scriptedUi({ clock: systemClock });
    const result = await sandboxCommand.prepare(invocation({ listFaults: true }))({ ui } as unknown as Context);
    result.show(ui);
    for (const [name, { meaning }] of Object.entries(faultTable)) {
      expect(ui.output()).toContain(name);
      expect(ui.output()).toContain(meaning);
    }
    expect(result).toMatchObject({ exitCode: 0, document: { faults: Object.keys(faultTable).map((name) => ({ name })) } });
  });
});
