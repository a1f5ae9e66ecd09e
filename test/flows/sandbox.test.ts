import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context.js';
import { makeChangeLog } from '../../src/core/change-log.js';
import type { Clock } from '../../src/core/clock.js';
import { Failure } from '../../src/core/failures/failure.js';
import { makeRedactor } from '../../src/core/text/redaction.js';
import { presentPracticeAccount } from '../../src/flows/sandbox.js';
import { type PracticeAccountHandle, startPracticeAccount } from '../../src/sandbox/start.js';
import { type ScriptedUi, scriptedUi } from '../support/scripted-ui.js';

const START = Date.UTC(2026, 4, 4, 12, 0, 5);

let practice: PracticeAccountHandle;
let controller: AbortController;
let ui: ScriptedUi;
let context: Context;

/** Time that passes by itself; Ctrl-C comes after `ticks` sleeps. */
function clockUntilCtrlC(ticks: number): Clock {
  let now = START;
  let slept = 0;
  return {
    now: () => now,
    sleep(ms) {
      slept += 1;
      if (slept === ticks) controller.abort(new Failure('interrupted', 'interrupted'));
      if (controller.signal.aborted) return Promise.reject(controller.signal.reason as Failure);
      now += ms;
      return Promise.resolve();
    },
  };
}

beforeEach(async () => {
  controller = new AbortController();
  const clock = clockUntilCtrlC(3);
  practice = await startPracticeAccount({ now: () => clock.now(), buckets: 40 });
  ui = scriptedUi({ clock, interruption: controller.signal });
  context = {
    ui,
    clock,
    lasting: async () => context,
    env: {},
    redactor: makeRedactor(),
    interruption: controller.signal,
    connection: {
      ...{ profile: undefined, region: undefined, endpointUrl: undefined, pathStyle: false, caBundle: undefined },
      ...{ env: {}, tool: 'test', maxSockets: 1, debug: null, conceal: () => undefined, interruption: controller.signal },
    },
    stateDirectory: '/nonexistent',
    stdinLines: async function* () {},
    stdinBytes: async () => new Uint8Array(),
    programs: { find: async () => null, run: () => Promise.reject(new Error('no program was to be run')) },
    practice: null,
    head: { account: null, partition: null, principal: null },
    changes: makeChangeLog(),
    tool: 'test',
  };
});

afterEach(() => practice.close());

describe('presenting the practice account', () => {
  it('tells a person how to reach it from another terminal', async () => {
    await presentPracticeAccount(practice, { json: false }, context);
    expect(ui.output()).toContain(
      [
        `export AWS_ACCESS_KEY_ID=${practice.root.accessKeyId}`,
        `export AWS_SECRET_ACCESS_KEY=${practice.root.secretAccessKey}`,
        'export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1',
        `export AWS_ENDPOINT_URL=${practice.endpoint}`,
        'unset AWS_PROFILE AWS_SESSION_TOKEN',
      ].join('\n'),
    );
    expect(ui.lines().join('\n')).toContain('`--endpoint-url` on every call');
  });

  it('tells how to be the root user in CloudShell, with a session', async () => {
    await presentPracticeAccount(practice, { json: false }, context);
    const { accessKeyId, secretAccessKey, sessionToken } = practice.rootSession;
    expect(ui.output()).toContain(
      [
        `export AWS_ACCESS_KEY_ID=${accessKeyId}`,
        `export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
        'export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1',
        `export AWS_ENDPOINT_URL=${practice.endpoint}`,
        `export AWS_SESSION_TOKEN=${sessionToken}`,
        'unset AWS_PROFILE',
      ].join('\n'),
    );
    expect(ui.lines().join('\n')).toContain('s3-mfa-delete enable ledger-ready --ephemeral-root-key');
  });

  it('says what each bucket, key and device is for, and counts a fleet instead of listing it', async () => {
    await presentPracticeAccount(practice, { json: false }, context);
    const output = ui.output();
    for (const { name, for: purpose } of practice.buckets.slice(0, 12)) expect(output).toMatch(new RegExp(`${name} .*${purpose}`));
    for (const { userName, accessKeyId } of practice.users) expect(output).toMatch(new RegExp(`${userName} .*${accessKeyId}`));
    for (const { serialNumber } of practice.mfaDevices) expect(output).toContain(serialNumber);
    expect(ui.lines().join('\n')).toContain('and 32 more');
  });

  it('prints the codes and the seconds left once where nothing can be redrawn', async () => {
    await presentPracticeAccount(practice, { json: false }, context);
    const shown = ui.lines().filter((line) => line.includes('s left)'));
    const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;
    const codes = practice.mfaDevices.filter(({ secret }) => secret !== null).map(({ serialNumber }) => spaced(practice.code(serialNumber)));
    expect(codes).toHaveLength(3);
    expect(shown).toEqual([`root-account-mfa-device \`${codes[0]}\`, GAHT12345678 \`${codes[1]}\`, admin \`${codes[2]}\` (25 s left)`]);
  });

  it('redraws the codes every second where it can', async () => {
    const drawn: string[] = [];
    const redrawing = { ...ui, during: <T>(_title: string, work: (update: (title: string) => void) => Promise<T>) => work((title) => void drawn.push(title)) };
    await presentPracticeAccount(practice, { json: false }, { ...context, ui: redrawing });
    expect(drawn.map((line) => /\((.*)\)/.exec(line)?.[1])).toEqual(['25 s left', '24 s left', '23 s left']);
  });

  it('ends with 130 on Ctrl-C and says that nothing is left', async () => {
    expect(await presentPracticeAccount(practice, { json: false }, context)).toBe(130);
    expect(ui.lines().at(-1)).toBe('stopped; the practice account is gone and nothing is left behind');
  });

  it('prints one document on one line with --json, and ends with 143 on SIGTERM', async () => {
    const ending = presentPracticeAccount(practice, { json: true }, context);
    controller.abort(new Failure('terminated', 'terminated'));
    expect(await ending).toBe(143);
    expect(ui.output().split('\n')).toHaveLength(2);
    const document: unknown = JSON.parse(ui.output());
    const { endpoint, region, accountId, root, rootSession, users, mfaDevices, buckets } = practice;
    expect(document).toEqual({ endpoint, region, accountId, root, rootSession, users, mfaDevices, buckets });
  });
});
