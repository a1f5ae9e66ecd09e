import type { ConnectionSettings } from './aws/connection/settings.js';
import type { ChangeLog } from './core/change-log.js';
import type { Clock } from './core/clock.js';
import type { DocumentHead } from './core/document-head.js';
import type { Redactor } from './core/text/redaction.js';
import type { Ui } from './ui/ui.js';

/** The embedded practice account, when `--sandbox` is on. */
export type Practice = {
  /** `http://127.0.0.1:PORT` */
  endpoint: string;
  region: string;
  root: { accessKeyId: string; secretAccessKey: string };
  /** A session of the root user, as CloudShell gives it. */
  rootSession: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  /** The six digits that the practice device shows now. */
  code(serialNumber: string): string;
  close(): Promise<void>;
};

/** Who the documents of this run are about; filled in once AWS has said so. */
export type Whose = Pick<DocumentHead, 'account' | 'partition' | 'principal'>;

/** Runs other programs in the place of this one. */
export type Programs = {
  /** Path of a program on PATH; `null` where there is none that can be run. */
  find(name: string): Promise<string | null>;
  /**
   * Runs it on the terminal, or the pipes, of this program, and hands on every signal until it ends.
   * @returns its exit code; 128 and the signal's number where a signal ended it
   * @throws Failure `usage` when it cannot be started
   */
  run(path: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<number>;
};

/** Everything a flow may touch besides AWS itself. Nothing here is global, so tests build their own. */
export type Context = {
  ui: Ui;
  clock: Clock;
  env: Readonly<Record<string, string | undefined>>;
  redactor: Redactor;
  /** Aborted by Ctrl-C and SIGTERM; its reason is a Failure of kind `interrupted` or `terminated`. */
  interruption: AbortSignal;
  /**
   * The same context for what must be done although the run was interrupted: its questions, countdowns and requests hear
   * only a second signal, which ends the run anyway.
   */
  lasting(): Promise<Context>;
  /** How AWS is reached: profile, region, endpoint, CA bundle. */
  connection: ConnectionSettings;
  /** Directory for records and spent codes (contract, safety promise 8). */
  stateDirectory: string;
  /** Lines of standard input, read once. */
  stdinLines(): AsyncIterable<string>;
  /** All of standard input as it is, instead of its lines. */
  stdinBytes(): Promise<Uint8Array>;
  programs: Programs;
  /** `null` unless `--sandbox`. */
  practice: Practice | null;
  head: Whose;
  /** What was and was not changed, for the word after an interruption. */
  changes: ChangeLog;
  /** `s3-mfa-delete/1.0.0` */
  tool: string;
};
