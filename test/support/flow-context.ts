import type { Context, Practice } from '../../src/context.js';
import { makeChangeLog } from '../../src/core/change-log.js';
import type { Clock } from '../../src/core/clock.js';
import { makeRedactor } from '../../src/core/text/redaction.js';
import type { PracticeAccountHandle } from '../../src/sandbox/start.js';
import { isolatedEnvironment } from './isolated-environment.js';
import { type ScriptedUi, type ScriptLine, scriptedUi } from './scripted-ui.js';

/** A key to sign with. */
export type SigningKey = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** What one run of a flow is given. */
export type RunOptions = {
  /** Questions and answers; a run without a script is a run without a terminal. */
  script?: readonly ScriptLine[];
  /** The key in the environment; default: the root user's. `null`: none. */
  signer?: SigningKey | null;
  profile?: string;
  /** Of `--region`. */
  region?: string;
  env?: Record<string, string>;
  /** Of `--endpoint-url`; default: the practice account's. `null`: not given. */
  endpointUrl?: string | null;
  /** Lines of standard input; functions are called when their line is read. */
  stdin?: readonly (string | (() => string))[];
  /** Programs that may be run; default: there are none. */
  programs?: Context['programs'];
  /** As with `--sandbox`. */
  embedded?: boolean;
};

/** What the runs of one practice account share; `embedded` and the signals are of one run. */
export type World = { practice: PracticeAccountHandle; embedded: Practice | null; clock: Clock; home: string; stateDirectory: string; interruption: AbortSignal; secondSignal: AbortSignal };

/** The context of one run, with a scripted person before it. */
export function contextFor({ practice, embedded, clock, home, stateDirectory, interruption, secondSignal }: World, options: RunOptions): { context: Context; ui: ScriptedUi } {
  const { script = [], signer = practice.root, profile, endpointUrl = practice.endpoint, stdin = [] } = options;
  const redactor = makeRedactor();
  const ui = scriptedUi({ script, clock, redactor, interruption, debug: true });
  const env = { ...isolatedEnvironment(home), ...(embedded === null && keyVariables(signer)), ...options.env };
  const lines = (async function* () {
    for (const line of stdin) yield typeof line === 'string' ? line : line();
  })();
  const context: Context = {
    ui,
    lasting: async () => ({ ...context, ui: ui.hearing(secondSignal), interruption: secondSignal, connection: { ...context.connection, interruption: secondSignal } }),
    clock,
    env,
    redactor,
    interruption,
    connection: {
      ...{ profile, region: options.region, endpointUrl: endpointUrl ?? undefined, pathStyle: false, caBundle: undefined },
      ...{ env, tool: 's3-mfa-delete/1.0.0', maxSockets: 50, interruption },
      debug: (line) => ui.debug(line),
      conceal: (secret) => redactor.conceal(secret),
    },
    stateDirectory,
    stdinLines: () => lines,
    stdinBytes: async () => Buffer.from(stdin.map((line) => (typeof line === 'string' ? line : line())).join('\n')),
    programs: options.programs ?? { find: async () => null, run: () => Promise.reject(new Error('no program was to be run')) },
    practice: embedded,
    head: { account: null, partition: null, principal: null },
    changes: makeChangeLog(),
    tool: 's3-mfa-delete/1.0.0',
  };
  return { context, ui };
}

function keyVariables(signer: SigningKey | null): Record<string, string> {
  if (signer === null) return {};
  const { accessKeyId, secretAccessKey, sessionToken } = signer;
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  };
}
