import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { Failure } from '../../core/failures/failure.js';

const MAX_OUTPUT_BYTES = 64 * 1024;
/** On Windows there are no process groups to signal: there the command alone is ended. */
const HAS_PROCESS_GROUPS = process.platform !== 'win32';

/** A command to run for what it prints. */
type Command = {
  file: string;
  args: string[];
  env: Readonly<Record<string, string | undefined>>;
  /** How long it may take (ms). */
  timeoutMs: number;
  /** How long its group may take to end after SIGTERM, before SIGKILL (ms). */
  graceMs: number;
  interruption: AbortSignal;
};

/**
 * Runs a command without a shell, in a process group of its own, and returns what it printed on stdout. Its stdin is
 * empty, its stderr is ours: a person must see `touch your key`.
 * @throws Failure `code-source`, naming the command only: its arguments and its output may hold secrets; the reason of
 *   the interruption, after the group was ended
 */
export function runCommand(command: Command): Promise<string> {
  command.interruption.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = start(command);
    const ending = makeEnding(child, command.graceMs);
    const onInterrupted = (): void => ending.begin(command.interruption.reason);
    const timer = setTimeout(() => ending.begin(tookTooLong(command)), command.timeoutMs);
    command.interruption.addEventListener('abort', onInterrupted);

    const chunks: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_OUTPUT_BYTES) ending.begin(printedTooMuch(command));
      else chunks.push(chunk);
    });
    const settled = (): void => {
      clearTimeout(timer);
      command.interruption.removeEventListener('abort', onInterrupted);
      ending.finish();
    };
    child.on('error', (error) => (settled(), reject(couldNotStart(command, error))));
    child.on('close', (status, signal) => {
      settled();
      const cutShort = ending.begun();
      if (cutShort !== null) reject(cutShort.reason);
      else if (status !== 0) reject(failed(command, status, signal));
      else resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}

function start(command: Command): Program {
  try {
    return spawn(command.file, command.args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: HAS_PROCESS_GROUPS,
      windowsHide: true,
      env: { ...command.env },
    });
  } catch (error) {
    throw couldNotStart(command, error);
  }
}

type Program = ChildProcessByStdio<null, Readable, null>;
type Ending = { begin(reason: unknown): void; begun(): { reason: unknown } | null; finish(): void };

/** Ends the whole group: SIGTERM, then SIGKILL for whatever is left of it. The first reason is the one that counts. */
function makeEnding(child: Program, graceMs: number): Ending {
  let why: { reason: unknown } | null = null;
  let timer: NodeJS.Timeout | undefined;
  const kill = (): void => {
    signalGroup(child, 'SIGKILL');
    // A descendant that left the group may hold the pipe open for ever.
    child.stdout.destroy();
  };
  return {
    begin(reason) {
      if (why !== null) return;
      why = { reason };
      signalGroup(child, 'SIGTERM');
      timer = setTimeout(kill, graceMs);
    },
    begun: () => why,
    finish() {
      clearTimeout(timer);
      if (why !== null) kill();
    },
  };
}

function signalGroup(child: Program, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (HAS_PROCESS_GROUPS) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // The group has ended by itself.
  }
}

const RUN_IT = 'run the command yourself and look at what it prints';

function couldNotStart({ file }: Command, error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return new Failure('code-source', `the command for MFA codes, \`${file}\`, ${code === 'ENOENT' ? 'was not found' : `cannot be run (${code})`}`, {
    // Without the cause: Node puts the arguments into it.
    hints: ['it is started without a shell: aliases, pipes and `~` do not work, and it has to be in PATH'],
  });
}

function failed({ file }: Command, status: number | null, signal: NodeJS.Signals | null): Failure {
  const how = status === null ? `was ended by ${String(signal)}` : `failed with status ${status}`;
  return new Failure('code-source', `the command for MFA codes, \`${file}\`, ${how}`, { hints: [RUN_IT] });
}

function tookTooLong({ file, timeoutMs }: Command): Failure {
  return new Failure('code-source', `the command for MFA codes, \`${file}\`, gave none within ${timeoutMs / 1000} s and was ended`, {
    hints: ['it has no terminal and no standard input: it cannot ask for anything', RUN_IT],
  });
}

function printedTooMuch({ file }: Command): Failure {
  return new Failure('code-source', `the command for MFA codes, \`${file}\`, printed more than ${MAX_OUTPUT_BYTES / 1024} KiB and was ended`, { hints: [RUN_IT] });
}
