import { spawnSync } from 'node:child_process';

const ROUNDS = 3;

/**
 * Times whole processes against each other: in turn, so that a machine that slows down slows both, and in three rounds, of
 * which the best counts, so that a moment of other work does not.
 * @param {() => Command} command makes what is measured, anew for each run
 * @param {() => Command} against makes what it is measured against
 * @param {number} runs how often each runs in a round
 * @returns {{ ratio: number, rounds: number[], milliseconds: number }} the lowest ratio; each round's; the median time of the
 *   best round. A round's ratio is the median of the ratios pair by pair
 * @throws when a process ends in another way than the command says
 */
export function compare(command, against, runs) {
  for (const warmUp of [command, against]) time(warmUp());
  const rounds = Array.from({ length: ROUNDS }, () => {
    const pairs = Array.from({ length: runs }, () => ({ command: time(command()), against: time(against()) }));
    return { ratio: median(pairs.map((pair) => pair.command / pair.against)), milliseconds: median(pairs.map((pair) => pair.command)) };
  });
  const best = rounds.reduce((left, right) => (right.ratio < left.ratio ? right : left));
  return { ...best, rounds: rounds.map(({ ratio }) => ratio) };
}

/**
 * Runs a command once, its output thrown away.
 * @typedef {{ file: string, args: string[], env: NodeJS.ProcessEnv }} Command
 * @param {Command} command
 * @returns {number} milliseconds from start to exit
 * @throws when it exits with anything but 0
 */
function time({ file, args, env }) {
  const start = process.hrtime.bigint();
  const { status, error, stderr } = spawnSync(file, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const end = process.hrtime.bigint();
  if (error) throw error;
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} exited with ${status}: ${stderr}`);
  return Number(end - start) / 1e6;
}

function median(values) {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
