import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import which from 'which';
import type { Programs } from './context.js';
import { Failure } from './core/failures/failure.js';
import type { Io } from './process-io.js';

/** Signals that mean the program that runs, not this one. */
const handedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;

/**
 * Finds and runs other programs.
 * @param ignoreSignals takes this program's own handlers away: from then on signals are the child's
 */
export function makePrograms(io: Pick<Io, 'env' | 'onSignal' | 'stdin'>, ignoreSignals: () => void): Programs {
  return {
    find: (name) => which(name, { path: io.env.PATH ?? '', nothrow: true }),
    run(path, args, env) {
      ignoreSignals();
      return runInPlace(io, path, args, env);
    },
  };
}

async function runInPlace(io: Pick<Io, 'onSignal' | 'stdin'>, path: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(path, [...args], { env, stdio: 'inherit' });
  // A terminal sends Ctrl-C and Ctrl-\ to the whole group: once more from here, and the child would get them twice.
  const fromTerminal: readonly string[] = io.stdin.isTTY === true ? ['SIGINT', 'SIGQUIT'] : [];
  const handlers = handedOn.map((signal) => io.onSignal(signal, () => void (fromTerminal.includes(signal) || child.kill(signal))));
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', (error) => reject(notStarted(path, error)));
      child.once('close', (code, signal) => resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]));
    });
  } finally {
    for (const remove of handlers) remove();
  }
}

function notStarted(path: string, error: Error): Failure {
  return new Failure('usage', `\`${path}\` cannot be run: ${error.message}`, { hints: ['check that it is a program for this machine'], cause: error });
}
