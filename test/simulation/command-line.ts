import { entryOf } from './commands/table.js';
import type { Step } from './scenario.js';
import type { Signer, World } from './world.js';

/** Whose credentials a step is run with. */
export function signerOf({ command, signer }: Step): Signer {
  return entryOf(command).signer?.(command.options, signer) ?? signer;
}

/** The profile that holds the credentials of a signer, where they are kept in one. */
export function profileOf(signer: Signer): string {
  return `practice-${signer}`;
}

/** The words of one run. What a flag gives away as a code counts as given. */
export function argvOf(step: Step, world: World): string[] {
  const { command, codesFrom, keptIn, json, debug, inTheClear } = step;
  const entry = entryOf(command);
  const signer = signerOf(step);
  const attended = codesFrom === 'person';
  const given = entry.words(command.options, world, attended);
  // After two dashes come the words of another program.
  const dashes = given.indexOf('--');
  const [words, rest] = dashes < 0 ? [given, []] : [given.slice(0, dashes), given.slice(dashes)];
  const documented = json && (entry.hasDocument?.(command.options) ?? true);
  const named = keptIn === 'profile' && !words.includes('--profile') && entry.name !== 'session check' ? ['--profile', profileOf(signer)] : [];
  const how = [
    ...named,
    ...(inTheClear ? ['--path-style'] : []),
    ...(entry.codes === 's3' && signer === 'root-session' ? ['--ephemeral-root-key'] : []),
    ...(documented ? ['--json'] : []),
    ...(debug ? ['--debug'] : []),
  ];
  return [...entry.name.split(' '), ...words, ...how, ...(entry.codes === 'none' || attended ? [] : codeWords(step, signer, world)), ...rest];
}

function codeWords({ codesFrom }: Step, signer: Signer, world: World): string[] {
  const serial = world.serialOf(signer);
  const named = serial === null ? [] : ['--mfa-serial', serial];
  if (codesFrom === 'stdin') return ['--mfa-code', '-', ...named];
  if (codesFrom === 'process') return ['--mfa-process', `cat ${world.shownBy(signer)}`, ...named];
  const digits = serial === null ? '123456' : world.practice.code(serial);
  world.observer.gaveCode(digits);
  return ['--mfa-code', digits, ...named];
}
