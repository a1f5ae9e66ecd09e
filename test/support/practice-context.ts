import { setMaxListeners } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { Context, Practice } from '../../src/context.js';
import { Failure, failureDocument } from '../../src/core/failures/failure.js';
import type { CommandResult } from '../../src/flows/command-result.js';
import type { AccessKey } from '../../src/sandbox/people/access-keys.js';
import { parseFault } from '../../src/sandbox/faults/words.js';
import { type PracticeAccountHandle, type PracticeAccountOptions, startPracticeAccount } from '../../src/sandbox/start.js';
import { contextFor, type RunOptions, type SigningKey } from './flow-context.js';
import { everythingUnder, expectNoSecrets } from './no-secrets.js';
import { expectValid, type SchemaName } from './schema.js';
import type { AskedQuestion, ScriptedUi } from './scripted-ui.js';
import { type SeenRequest, seenRequest } from './seen-request.js';
import { type SharedClock, sharedClock } from './shared-clock.js';
import { temporaryHome } from './temporary-home.js';

export type { RunOptions, SigningKey } from './flow-context.js';

/** Where every test begins: two seconds into a code step. */
export const NOON = Date.parse('2026-03-04T12:00:02Z');
export const ACCOUNT = '111122223333';
/** The root user's virtual device. */
export const PHONE = `arn:aws:iam::${ACCOUNT}:mfa/root-account-mfa-device`;
/** The root user's hardware token. */
export const TOKEN = 'GAHT12345678';
/** A line of `--debug`. */
const DEBUG_LINE = /^(s3|iam|sts) \w+ (GET|HEAD|POST|PUT|DELETE) /;

/** How a run ended, and everything a person saw of it. */
export type FlowRun = {
  exitCode: number;
  /** `null` where the flow threw. */
  document: Record<string, unknown> | null;
  /** `null` where the flow came to a result. */
  failure: Failure | null;
  /** Lines on stderr, without those of `--debug`. */
  lines: string[];
  /** The same as one text. */
  narration: string;
  /** Text on stdout, as printed without `--json`. */
  output: string;
  questions: readonly AskedQuestion[];
  /** What main says was and was not changed, after an interruption. */
  changes: string[];
  head: Context['head'];
};

/** A command as it is typed; its documents have the schema of that name, with dashes. */
export type CommandName =
  | 'enable' | 'verify' | 'delete-version' | 'restore' | 'purge'
  | 'root-key status' | 'root-key delete'
  | 'policy print' | 'policy attach' | 'policy detach' | 'policy prove' | 'session' | 'session check' | 'session exec';

/** A practice account over HTTP, in frozen time, with a state directory that its runs share. */
export type PracticeContext = {
  practice: PracticeAccountHandle;
  clock: SharedClock;
  /** Stands in for the home directory; the shared files are in `.aws`. */
  home: string;
  stateDirectory: string;
  /** Every request that reached the account, in order. */
  requests: SeenRequest[];
  /** What a device shows at that moment; default: the root user's phone. */
  code(serialNumber?: string): string;
  /** Six digits that the root user's phone does not show. */
  wrongCode(): string;
  /** The present state of a bucket, as the account keeps it. */
  stateOf(bucket: string): { status: string | null; mfaDelete: string | null } | undefined;
  /** Writes the shared credentials file. */
  writeProfiles(text: string): void;
  /** Does something the next time an operation is answered, before the answer goes out. */
  onceAnswering(operation: string, act: () => void): void;
  /** Ctrl-C or SIGTERM, to the run that goes on; the second time it is the second signal. */
  interrupt(kind?: 'interrupted' | 'terminated'): void;
  /**
   * Runs a flow with everything printed that can be printed, and checks what holds for every run: the script was
   * followed, the JSON document has the published form, nothing secret was shown, returned or kept.
   */
  run(command: CommandName, flow: (context: Context) => Promise<CommandResult>, options?: RunOptions): Promise<FlowRun>;
};

/**
 * Starts a practice account at noon for the running test.
 * @param options.faults as `--fault` takes them
 */
export async function practiceContext(options: Omit<PracticeAccountOptions, 'faults'> & { faults?: readonly string[] } = {}): Promise<PracticeContext> {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
  const requests: SeenRequest[] = [];
  const pending: { operation: string; act: () => void }[] = [];
  const codes = new Set<string>();
  const practice: PracticeAccountHandle = await startPracticeAccount({
    ...options,
    faults: (options.faults ?? []).map(parseFault),
    onAnswered(call, request) {
      requests.push(seenRequest(call, request));
      // The secrets of keys that runs make are secrets like those they are given.
      if (call.operation === 'CreateAccessKey') for (const key of rootKeysOf(practice)) codes.add(key.secretAccessKey);
      const due = pending.findIndex(({ operation }) => operation === call.operation);
      if (due >= 0) pending.splice(due, 1)[0]?.act();
    },
  });
  onTestFinished(async () => {
    await practice.close();
    vi.useRealTimers();
  });
  const home = temporaryHome();
  const stateDirectory = path.join(home, '.local', 'state', 's3-mfa-delete');
  const clock = sharedClock();
  let [controller, second] = [new AbortController(), new AbortController()];

  const known = (digits: string): string => {
    codes.add(digits);
    return digits;
  };
  const code = (serialNumber = PHONE): string => known(practice.code(serialNumber));

  return {
    practice,
    clock,
    home,
    stateDirectory,
    requests,
    code,
    wrongCode: () => known(String((Number(practice.code(PHONE)) + 271_828) % 1_000_000).padStart(6, '0')),
    stateOf: (bucket) => practice.account.buckets.find(bucket)?.versioning(),
    writeProfiles(text) {
      mkdirSync(path.join(home, '.aws'), { recursive: true });
      writeFileSync(path.join(home, '.aws', 'credentials'), text);
    },
    onceAnswering: (operation, act) => void pending.push({ operation, act }),
    interrupt: (kind = 'interrupted') => (controller.signal.aborted ? second : controller).abort(new Failure(kind, kind === 'terminated' ? 'terminated by SIGTERM' : kind)),
    async run(command, flow, runOptions = {}) {
      [controller, second] = [new AbortController(), new AbortController()];
      for (const { signal } of [controller, second]) setMaxListeners(0, signal);
      const embedded: Practice | null = runOptions.embedded === true ? { ...practice, code } : null;
      const { context, ui } = contextFor({ practice, embedded, clock, home, stateDirectory, interruption: controller.signal, secondSignal: second.signal }, runOptions);
      const ending = await flow(context).catch((error: unknown) => {
        if (error instanceof Failure) return error;
        throw error;
      });
      const result = ending instanceof Failure ? null : ending;
      const failure = ending instanceof Failure ? ending : null;
      result?.show(ui);
      expectScriptFollowed(ui, failure);
      const lines = ui.lines().filter((line) => !DEBUG_LINE.test(line));
      const run: FlowRun = {
        exitCode: result?.exitCode ?? failure?.exitCode ?? 0,
        document: result?.document ?? null,
        failure,
        lines,
        narration: lines.join('\n'),
        output: ui.output(),
        questions: ui.questions,
        changes: context.changes.summary(),
        head: context.head,
      };
      const document = documentOf(command, run, context);
      if (failure !== null || result?.document !== null) expectValid(document, failure !== null ? 'failure' : schemaFor(command));
      const texts = { printed: [...ui.lines(), ui.output(), ...run.changes].join('\n'), returned: document, kept: everythingUnder(stateDirectory) };
      expectNoSecrets(texts, [...secretsOf(practice, runOptions), ...codes]);
      return run;
    },
  };
}

function expectScriptFollowed(ui: ScriptedUi, failure: Failure | null): void {
  try {
    ui.finished();
  } catch (error) {
    if (failure === null) throw error;
    throw new Error(`${String(error)}; the flow ended with: ${failure.message}`, { cause: error });
  }
}

function rootKeysOf({ account }: PracticeAccountHandle): readonly AccessKey[] {
  return account.keys.of(account.people.root);
}

function secretsOf({ root, rootSession, users }: PracticeAccountHandle, { signer }: RunOptions): string[] {
  const keys: SigningKey[] = [root, rootSession, ...users, ...(signer ? [signer] : [])];
  return keys.flatMap(({ secretAccessKey, sessionToken }) => (sessionToken === undefined ? [secretAccessKey] : [secretAccessKey, sessionToken]));
}

function schemaFor(command: CommandName): SchemaName {
  if (command === 'restore') return 'delete-version';
  return command.replaceAll(' ', '-') as SchemaName;
}

/** The document as main prints it with `--json`. */
function documentOf(command: string, { document, failure, head }: FlowRun, { tool, clock }: Context): string {
  const body = document ?? { error: failure && failureDocument(failure) };
  return JSON.stringify({ schemaVersion: 1, command, tool, generatedAt: new Date(clock.now()).toISOString(), ...head, ...body });
}
