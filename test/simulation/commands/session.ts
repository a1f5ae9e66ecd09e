import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { profileOf } from '../command-line.js';
import type { MadeKey } from '../observer.js';
import type { Run } from '../run.js';
import type { Signer, World } from '../world.js';
import { entry, untouchable } from './command-entry.js';
import { rarely, sometimes } from './draws.js';
import { needsMfa, provenOtherwise } from './mfa-policy.js';

type SessionOptions = { to: 'mfa' | 'work' | 'other' | 'signing'; renew: boolean; print: 'no' | 'env' | 'json'; short: boolean };

const MFA_SECTION = /aws_access_key_id\s*=\s*(\w+)/;

/** The user has rights that a session is of use for; root can have one too. */
const signer = (_options: unknown, drawn: Signer): Signer => (drawn === 'root-session' ? 'root-session' : 'user');

/** The session with MFA of this id that somebody has made. */
function madeSession(id: string, { observer }: World): MadeKey | undefined {
  return observer.keysMade.find(({ accessKeyId, mfa, by }) => accessKeyId === id && mfa && by === 'program');
}

function profileName({ to }: SessionOptions): string {
  return to === 'signing' ? profileOf('user') : to;
}

/** What stands in a section has to be a whole session that AWS gave for a code. */
function sectionsUntrue(options: SessionOptions, { sections: { before, after } }: Run, world: World): string[] {
  const name = profileName(options);
  const text = after.get(name);
  if (text === undefined || text.trimEnd() === before.get(name)?.trimEnd()) return [];
  const made = madeSession(MFA_SECTION.exec(text)?.[1] ?? '', world);
  return [
    ...(made === undefined ? [`profile ${name} holds what is no session with MFA`] : []),
    ...(made !== undefined && (!text.includes(made.secretAccessKey) || !text.includes(made.token ?? '-')) ? [`profile ${name} holds half a session`] : []),
    ...(/aws_access_key_id = AKIA/.test(before.get(name) ?? '') ? [`the long-term key in profile ${name} was replaced`] : []),
  ];
}

/** `session`. */
export const sessionEntry = entry<SessionOptions>({
  name: 'session',
  schema: 'session',
  codes: 'sts',
  decisive: () => 'GetSessionToken',
  options: fc.record<SessionOptions>({ to: fc.constantFrom('mfa', 'mfa', 'work', 'other', 'signing'), renew: sometimes, print: fc.constantFrom('no', 'no', 'env', 'json'), short: sometimes }),
  hasDocument: ({ print }) => print === 'no',
  signer,
  words: (options) => ['--to', profileName(options), ...(options.renew ? ['--renew'] : []), ...(options.short ? ['--duration', '15m'] : []), ...(options.print === 'no' ? [] : ['--print', options.print])],
  mayTouchKey: () => false,
  scope: () => untouchable,
  beyond: (options) => (options.print === 'no' ? { sections: [profileName(options)] } : { printsSession: true }),
  untrue: sectionsUntrue,
  contradictions(document, options, run, world) {
    const { outcome, accessKeyIdLast4, profile } = document as { outcome: string; accessKeyIdLast4: string; profile: string };
    const text = run.sections.after.get(profile) ?? '';
    const id = MFA_SECTION.exec(text)?.[1] ?? '';
    return [
      ...(profile !== profileName(options) ? [`the session is said to be in profile ${profile}`] : []),
      ...(!id.endsWith(accessKeyIdLast4) || id === '' ? [`a session is said to be in profile ${profile}, and is not`] : []),
      ...(outcome === 'written' && run.codes === 0 ? ['a session is said to be written, and none was asked for'] : []),
      ...(outcome === 'kept' && text.trimEnd() !== run.sections.before.get(profile)?.trimEnd() ? ['a session is said to be kept, and the profile was changed'] : []),
      ...(madeSession(id, world) === undefined ? [`what is in profile ${profile} is no session with MFA`] : []),
    ];
  },
  unfinished(options, run) {
    const isTaken = /aws_access_key_id = AKIA/.test(run.sections.before.get(profileName(options)) ?? '');
    // Profiles that hold another thing are left alone; a user may be forbidden whatever asks for no code.
    if (isTaken) return run.exitCode === 0 && options.print === 'no' && run.codes > 0 ? ['a profile with a long-term key was taken for a session'] : [];
    return run.exitCode === 0 || run.stderr.includes('temporary credentials') ? [] : [`no session was got, and nothing was in the way: exit code ${run.exitCode}`];
  },
});

type ExecOptions = { exitCode: 0 | 3 | 7 };

function fileOf(world: World): string {
  return path.join(world.home, 'given-session');
}

/** `session exec`: the command writes down what key it was given. */
export const sessionExecEntry = entry<ExecOptions>({
  name: 'session exec',
  schema: 'session',
  codes: 'sts',
  decisive: () => 'GetSessionToken',
  options: fc.record<ExecOptions>({ exitCode: fc.constantFrom(0, 3, 7) }),
  hasDocument: () => false,
  further: ({ exitCode }) => [exitCode],
  signer: () => 'user',
  words({ exitCode }, world) {
    rmSync(fileOf(world), { force: true });
    return ['--', 'sh', '-c', `printf %s "$AWS_ACCESS_KEY_ID" > '${fileOf(world)}'; exit ${exitCode}`];
  },
  mayTouchKey: () => false,
  scope: () => untouchable,
  untrue({ exitCode }, run, world) {
    if (!existsSync(fileOf(world)) || run.exitCode === null) return [];
    const id = readFileSync(fileOf(world), 'utf8');
    return [
      ...(madeSession(id, world) === undefined ? ['the command was given what is no session with MFA'] : []),
      ...(run.exitCode !== exitCode && run.struck.length === 0 ? [`exit code ${run.exitCode}, where that of the command is ${exitCode}`] : []),
    ];
  },
  contradictions: () => [],
  // `--mfa-code -` is refused: stdin is the command's.
  unfinished: (_options, run, world) => (existsSync(fileOf(world)) || run.argv.includes('-') ? [] : [`the command was not run: exit code ${run.exitCode}`]),
});

type CheckOptions = { named: boolean };

/** `session check`. */
export const sessionCheckEntry = entry<CheckOptions>({
  name: 'session check',
  schema: 'session-check',
  codes: 'none',
  decisive: () => 'GetCallerIdentity',
  options: fc.record<CheckOptions>({ named: rarely }),
  signer: () => 'user',
  words: ({ named }, world) => {
    world.sharedFile.keep(profileOf('user'), world.credentials('user'));
    return [...(named ? [world.names[0] ?? ''] : []), '--profile', ['mfa', 'work'].find((name) => world.sharedFile.sections().has(name)) ?? 'mfa', '--source', profileOf('user')];
  },
  mayTouchKey: () => false,
  scope: () => untouchable,
  contradictions(document, _options, run) {
    const { proven, longTermKey, session } = document as { proven: boolean; longTermKey: { outcome: string }; session: { outcome: string } };
    const isUndisturbed = run.step.faults.length === 0 && run.struck.length === 0;
    return [
      ...(proven !== (longTermKey.outcome === 'denied' && session.outcome === 'allowed') ? [`proven: ${proven}, with the key ${longTermKey.outcome} and the session ${session.outcome}`] : []),
      ...provenOtherwise(proven, run),
      ...(proven && !needsMfa('user/admin', run) && isUndisturbed ? ['MFA is said to be needed, and no policy says so'] : []),
    ];
  },
  unfinished: () => [],
});
