import fc from 'fast-check';
import type { Run } from '../run.js';
import type { World } from '../world.js';
import { entry, untouchable } from './command-entry.js';
import { sometimes } from './draws.js';
import { statesShown } from './held.js';
import { bucketsOf, verdictsOf } from './verify.js';

type WatchOptions = { ndjson: boolean; failOnChange: boolean };
type Change = { change: string; name: string; at: string; before: string | null; after: string | null };

const EVERY_MS = 30_000;
const PATIENCE_MS = 200_000;

/** What was printed: lines for scripts, or for people. */
function changesIn({ stdout }: Run, { ndjson }: WatchOptions): Change[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  if (ndjson) return lines.map((line) => JSON.parse(line) as Change);
  return lines.flatMap((line) => {
    const [, change = '', name = ''] = /(TURNED OFF|turned on|new|gone) +(\S+)/.exec(line) ?? [];
    const [, before = null] = /\(was (\w+)/.exec(line) ?? [];
    const [, after = null] = /(?:, is |\()(on|off|blocked|suspended|unversioned)\)/.exec(line) ?? [];
    return [{ change: { 'TURNED OFF': 'turnedOff', 'turned on': 'turnedOn' }[change] ?? change, name, at: '', before, after: change === 'turned on' ? 'on' : after }];
  });
}

const isOn = (verdicts: readonly string[]): boolean => verdicts.includes('on');

/** A change that lasted for longer than the pause between two reads, on a day without faults, has to have been said. */
function missed(changes: readonly Change[], run: Run, world: World): string[] {
  const until = run.endedAt - EVERY_MS - 10_000;
  const settled = run.startedAt + 10_000;
  if (run.step.faults.length > 0 || run.struck.some(({ who }) => who !== 'other') || until < settled) return [];
  return bucketsOf(world.practice.accountId, world).flatMap((name) => {
    const history = world.observer.states.filter(({ bucket }) => bucket === name);
    if (history.some(({ at }) => (at > until && at <= run.endedAt) || (at >= run.startedAt && at < settled))) return [];
    const first = history.findLast(({ at }) => at < settled);
    const last = history.findLast(({ at }) => at <= until);
    if (first === undefined || last === undefined) return [];
    const said = changes.findLast((change) => change.name === name);
    const known = said === undefined ? isOn(verdictsOf(first.state)) : said.change === 'turnedOn' || said.after === 'on';
    return known === isOn(verdictsOf(last.state)) ? [] : [`${name} is ${verdictsOf(last.state)[0]} by now, and nothing was said of it`];
  });
}

/** `verify --all --watch`, until whoever watches has had enough. */
export const watchEntry = entry<WatchOptions>({
  name: 'verify',
  schema: 'verify',
  codes: 'none',
  decisive: () => 'GetBucketVersioning',
  options: fc.record<WatchOptions>({ ndjson: sometimes, failOnChange: sometimes }),
  hasDocument: () => false,
  patienceMs: () => PATIENCE_MS,
  words: ({ ndjson, failOnChange }) => ['--all', '--watch', `${EVERY_MS / 1000}s`, ...(ndjson ? ['--format', 'ndjson'] : []), ...(failOnChange ? ['--fail-on-change'] : [])],
  mayTouchKey: () => false,
  scope: () => untouchable,
  untrue(options, run, world) {
    if (run.exitCode === null || run.abandoned) return [];
    const changes = changesIn(run, options);
    const wrong = changes.filter(({ name, after }) => after !== null && !(after === 'unknown' && run.step.faults.length > 0) && !statesShown(name, run, world).flatMap(verdictsOf).includes(after));
    return [
      ...wrong.map(({ name, after }) => `${name} is said to be ${after} now, and never was`),
      ...(options.failOnChange && changes.length > 0 && run.exitCode !== 1 ? [`exit code ${run.exitCode}, although something changed`] : []),
      ...(run.exitCode === 1 && changes.length === 0 ? ['exit code 1, and no change'] : []),
      ...(run.exitCode === 0 ? ['whoever watches without end ended with exit code 0'] : []),
      ...missed(changes, run, world),
    ];
  },
  contradictions: () => [],
  unfinished: (_options, run) => (run.exitCode === 130 || run.exitCode === 1 ? [] : [`exit code ${run.exitCode}, where somebody pressed Ctrl-C`]),
});
