import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expectValid } from '../support/schema.js';
import { nameOf } from './account-view.js';
import { type Beyond, nothingBeyond, type Scope } from './commands/command-entry.js';
import { entryOf } from './commands/table.js';
import type { MadeKey, Observer, VersionChange } from './observer.js';
import type { Run } from './run.js';
import { isOfWorld, type World } from './world.js';

/** Exit codes that a run may end with; 70 where a bug was made to happen. */
const exitCodes: readonly number[] = [0, 1, 2, 3, 4, 5, 130, 143];

/** The keys of a document that says why there is no result. */
const HEAD_AND_ERROR = 8;

/** Faults that are in nobody's way. */
const harmless = /^(latency|others-write|last-used-lag|opt-in-regions-off)(=|$)/;

/** For so long (ms) no code is sent a second time: five minutes, less the step that it may already be old. */
const MEMORY_MS = 4.5 * 60_000;

/** Says what does not hold after a run; nothing where all is well. */
export function violations(run: Run, world: World): string[] {
  return [
    ...codesOf(run, world),
    ...endingOf(run),
    ...changedOutsideThePlan(run, world),
    ...changedInSilence(run, world),
    ...documentOf(run, world),
    ...(entryOf(run.step.command).untrue?.(run.step.command.options, run, world) ?? []),
    ...whatWasShown(run, world),
    ...interruptionOf(run),
    ...openWindows(run, world),
  ];
}

/** No code twice; each one that was sent had been given for it; none over plain http. */
function codesOf({ seenBefore, step }: Run, { observer }: World): string[] {
  const found: string[] = [];
  const fresh = observer.sent.slice(seenBefore.sent);
  for (const [index, code] of fresh.entries()) {
    const earlier = observer.sent.slice(0, seenBefore.sent + index);
    const again = earlier.findLast(({ digits, serialNumber }) => digits === code.digits && serialNumber === code.serialNumber);
    // A machine whose clock was set forward since then cannot know that it was just now.
    if (again !== undefined && code.at - again.at < MEMORY_MS && code.machineAt - again.machineAt < MEMORY_MS) found.push(`a code was sent twice: ${again.operation}, then ${code.operation} ${code.at - again.at} ms later`);
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(code.host)) found.push(`a code was sent over http to ${code.host}`);
  }
  const left = observer.given.slice(seenBefore.given).map(({ digits }) => digits);
  if (step.codesFrom === 'process') return found;
  for (const { digits, operation } of fresh) {
    const place = left.indexOf(digits);
    if (place < 0) found.push(`${operation} was sent with a code that nobody had given for it`);
    else left.splice(0, place + 1);
  }
  return found;
}

/** A bug shows in the exit code, and nothing else does so. Whoever catches what is thrown at him, and goes on, does not catch bugs. */
function endingOf({ exitCode, struck, stderr, step: { command } }: Run): string[] {
  if (exitCode === null) return [];
  if (entryOf(command).further?.(command.options).includes(exitCode) === true) return [];
  const hadBug = struck.some(({ does }) => does === 'bug');
  if (exitCode === 70 && hadBug) return [];
  if (!exitCodes.includes(exitCode)) return [`exit code ${exitCode}: ${lastLines(stderr)}`];
  return hadBug && exitCode !== 130 && exitCode !== 143 ? [`exit code ${exitCode} in spite of a bug: ${lastLines(stderr)}`] : [];
}

/** Every change that the account and the shared files show has to be one that the command line allows. */
function changedOutsideThePlan(run: Run, world: World): string[] {
  const { observer } = world;
  const entry = entryOf(run.step.command);
  const beyond = { ...nothingBeyond, ...entry.beyond?.(run.step.command.options, run, world) };
  const found: string[] = [...keysOutside(run, world, beyond), ...filesOutside(run, beyond)];
  for (const [holder, before] of run.before.policies) {
    const after = run.after.policies.get(holder);
    const isChanged = JSON.stringify([...before]) !== JSON.stringify([...(after ?? [])]);
    if (isChanged && beyond.policiesOf === null) found.push(`the policies of ${holder} were changed`);
    if (isChanged && holder !== beyond.policiesOf && before.size !== after?.size) found.push(`a policy of ${holder} came or went`);
  }
  for (const [name, before] of run.before.buckets) {
    const after = run.after.buckets.get(name);
    if (after === undefined) {
      found.push(`${name} is gone`);
      continue;
    }
    const scope = entry.scope(run.step.command.options, before, run, world);
    const isTouched = observer.othersTouches.some((touch) => touch.bucket === name && touch.at >= run.startedAt);
    const ours = observer.states.slice(run.seenBefore.states).filter((change) => change.bucket === name && change.by === 'program');
    const further = isClosing(run, name, world) ? ours.filter(({ state }) => state.mfaDelete !== 'Enabled') : ours;
    if (further.length > 0 && !scope.versioning) found.push(`${name}: its versioning was changed`);
    if (before.lifecycle !== after.lifecycle && !scope.lifecycle && !isTouched) found.push(`${name}: its lifecycle configuration was changed`);
    if (before.others !== after.others) found.push(`${name}: its policy, replication or tags were changed`);
    found.push(...versionsOutside(name, scope, run, observer));
  }
  return found;
}

/** Root keys stay unless they were to go, and one that was made for a run goes or is named. */
function keysOutside(run: Run, world: World, beyond: Beyond): string[] {
  const { observer } = world;
  const entry = entryOf(run.step.command);
  const found: string[] = [];
  const isTried = observer.requests.slice(run.seenBefore.requests).some(({ operation }) => operation === 'DeleteAccessKey');
  const isRevoked = run.step.faults.some((words) => words.startsWith('revoked-key'));
  const isOurs = (id: string): boolean => observer.keysMade.some(({ accessKeyId, by }) => accessKeyId === id && by === 'program');
  for (const [id, status] of run.before.keys) {
    if (run.after.keys.get(id) !== status && !isRevoked && !isOurs(id) && !entry.mayTouchKey(run.step.command.options, run, id, world)) found.push(`root key ${id} is no longer ${status}`);
  }
  for (const id of run.after.keys.keys()) {
    if (run.before.keys.has(id) || run.exitCode === null) continue;
    if (run.exitCode === 0 || !run.stderr.includes(id)) found.push(`ephemeral root key ${id} is left, and exit code ${run.exitCode} with no word of it`);
    else if (!isTried && !run.abandoned && run.exitCode !== 70) found.push(`ephemeral root key ${id} is left, and nobody tried to delete it`);
  }
  if (!beyond.memberKeys && JSON.stringify([...run.before.memberKeys]) !== JSON.stringify([...run.after.memberKeys])) found.push('root keys of the member account were changed');
  return found;
}

/** Sections of the shared credentials file that were not meant stay byte by byte. */
function filesOutside({ sections: { before, after } }: Run, { sections }: Beyond): string[] {
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name)?.trimEnd() !== after.get(name)?.trimEnd() && !sections.includes(name));
  return changed.map((name) => `section [${name}] of the shared credentials file was changed`);
}

/** Whatever a run changed is named in what it prints, however it ended. */
function changedInSilence(run: Run, { observer }: World): string[] {
  if (run.exitCode === null || run.abandoned) return [];
  // After a bug that ended the run nobody looks for it between the lines.
  const said = /^error: this is a bug/m.test(run.stderr) ? (/what this run did: .*/s.exec(run.stderr)?.[0] ?? '') : `${run.stdout}${run.stderr}`;
  const byProgram = ({ by }: { by: string }): boolean => by === 'program';
  const buckets = [...observer.states.slice(run.seenBefore.states), ...observer.removals.slice(run.seenBefore.removals)].filter(byProgram).map(({ bucket }) => bucket);
  const keys = [...run.before.keys, ...run.before.memberKeys].filter(([id, status]) => (run.after.keys.get(id) ?? run.after.memberKeys.get(id)) !== status).map(([id]) => id);
  const isRevoked = run.step.faults.some((words) => words.startsWith('revoked-key'));
  return [
    ...[...new Set(buckets)].filter((bucket) => !said.includes(bucket)).map((bucket) => `${bucket} was changed, and exit code ${run.exitCode} says nothing of it: ${lastLines(run.stderr)}`),
    ...(isRevoked ? [] : keys.filter((id) => !said.includes(id.slice(-4))).map((id) => `root key ${id} was changed, and exit code ${run.exitCode} says nothing of it`)),
  ];
}

/** Every command offers somebody at a terminal to close a purge window that an earlier run left open; a dry run does not. */
function isClosing({ step, seenBefore }: Run, bucket: string, { observer }: World): boolean {
  const dryRun = (step.command.options as { dryRun?: boolean } | null)?.dryRun;
  const wasOpened = observer.states.slice(0, seenBefore.states).some((change) => change.bucket === bucket && change.by === 'program' && change.state.mfaDelete === 'Disabled');
  return wasOpened && step.codesFrom === 'person' && dryRun !== true;
}

function versionsOutside(name: string, scope: Scope, { seenBefore }: Run, observer: Observer): string[] {
  const byProgram = ({ bucket, by }: VersionChange): boolean => bucket === name && by === 'program';
  const removed = observer.removals.slice(seenBefore.removals).filter(byProgram);
  const added = observer.additions.slice(seenBefore.additions).filter(byProgram);
  return [
    ...removed.filter(({ version }) => !scope.removable(version)).map(({ version }) => `${name}: a version was deleted that was not to be: ${nameOf(version)}`),
    ...added.filter(({ version }) => !scope.addable(version.key)).map(({ version }) => `${name}: a version appeared: ${nameOf(version)}`),
  ];
}

/** The JSON document: there, of the published form, and in agreement with the account. */
function documentOf(run: Run, world: World): string[] {
  if (!run.argv.includes('--json') || run.exitCode === null) return [];
  const entry = entryOf(run.step.command);
  let document: Record<string, unknown>;
  try {
    document = JSON.parse(run.stdout) as Record<string, unknown>;
  } catch {
    return run.abandoned ? [] : [`stdout is no JSON document: ${JSON.stringify(run.stdout.slice(0, 200))}`];
  }
  const isFailure = Object.keys(document).includes('error') && Object.keys(document).length <= HEAD_AND_ERROR;
  try {
    expectValid(document, isFailure ? 'failure' : entry.schema);
  } catch (error) {
    return [String(error)];
  }
  if (isFailure) return run.exitCode === 0 ? ['exit code 0 with a failure'] : [];
  return entry.contradictions(document, run.step.command.options, run, world);
}

/** No secret and no code on the screen or in a file, nothing that a terminal obeys; files of the program are its user's alone. */
function whatWasShown(run: Run, world: World): string[] {
  const { practice, observer, home } = world;
  const found: string[] = [];
  const beyond = { ...nothingBeyond, ...entryOf(run.step.command).beyond?.(run.step.command.options, run, world) };
  const texts: Record<string, string> = { stdout: run.stdout, stderr: run.stderr };
  const state = path.join(home, '.local');
  for (const file of filesUnder(home)) {
    if (file.startsWith(path.join(home, '.aws')) || isOfWorld(file)) continue;
    texts[path.basename(file)] = readFileSync(file, 'latin1');
    if (file.startsWith(state) && (statSync(file).mode & 0o077) !== 0) found.push(`others may read ${path.basename(file)}`);
  }
  const made = observer.keysMade.slice(beyond.printsSession ? run.seenBefore.keysMade : 0);
  const secretOf = ({ secretAccessKey, token }: MadeKey): string[] => [secretAccessKey, ...(token === null ? [] : [token])];
  const secrets = [practice.root, ...practice.users].map(({ secretAccessKey }) => secretAccessKey).concat(observer.keysMade.flatMap(secretOf));
  const printed = new Set(beyond.printsSession ? [...made.flatMap(secretOf), ...sessionIn(run)] : []);
  const codes = new Set([...observer.given, ...observer.sent].map(({ digits }) => digits));
  for (const [where, text] of Object.entries(texts)) {
    if (secrets.some((secret) => text.includes(secret) && !(where === 'stdout' && printed.has(secret)))) found.push(`a secret is in ${where}`);
    const numbers = text.match(/(?<![A-Za-z0-9.])\d{6}(?![A-Za-z0-9])/g) ?? [];
    if (numbers.some((number) => codes.has(number))) found.push(`a code is in ${where}`);
  }
  const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.exec(`${run.stdout}${run.stderr}`.replaceAll('\n', ''));
  if (control !== null) found.push(`a control character was printed: U+${control[0].codePointAt(0)?.toString(16)}`);
  return found;
}

/** The session that stood in the shared credentials file: it may be kept, and printed. */
function sessionIn({ sections }: Run): string[] {
  return [...sections.before.values()].flatMap((text) => (text.includes('aws_session_token') ? (text.match(/(?<=^\w+ *= *)[^= ].*$/gm) ?? []) : []));
}

function filesUnder(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true, encoding: 'utf8' })
      .filter((each) => each.isFile())
      .map((each) => path.join(each.parentPath, each.name));
  } catch {
    return [];
  }
}

/** A signal that reached the run shows in its exit code. */
function interruptionOf({ exitCode, struck }: Run): string[] {
  const isHeard = struck.some((happening) => happening.who === 'person');
  if (exitCode === 143 && !isHeard) return ['exit code 143 without a signal'];
  return [];
}

/** Where the program turned MFA Delete off for a purge and it is off at the end, it says so and how to turn it on. */
function openWindows(run: Run, { observer }: World): string[] {
  const { step, exitCode, seenBefore, stdout, stderr, abandoned } = run;
  if (step.command.name !== 'purge' || exitCode === null || abandoned) return [];
  const changed = observer.states.slice(seenBefore.states).filter(({ by }) => by === 'program');
  return [...new Set(changed.map(({ bucket }) => bucket))].flatMap((bucket) => {
    const latest = observer.states.findLast((change) => change.bucket === bucket);
    if (latest?.by !== 'program' || latest.state.mfaDelete === 'Enabled') return [];
    if (hasOneSignalOnly(run)) return [`the purge window of ${bucket} was left open after one signal, although nothing was in the way of closing it`];
    const isAnnounced = exitCode !== 0 && /open|off/i.test(`${stdout}${stderr}`) && `${stdout}${stderr}`.includes(`s3-mfa-delete enable ${bucket}`) || `${stdout}${stderr}`.includes(`purge ${bucket} --window`);
    return isAnnounced ? [] : [`the purge window of ${bucket} is left open and exit code ${exitCode} says nothing of how to close it: ${lastLines(stderr)}`];
  });
}

/** One signal where right codes can be had after it, and nothing else went wrong. */
function hasOneSignalOnly({ step, struck }: Run): boolean {
  const isOne = struck.length === 1 && struck.every(({ does }) => does === 'ctrl-c' || does === 'sigterm');
  return isOne && (step.codesFrom === 'person' || step.codesFrom === 'process') && step.faults.every((words) => harmless.test(words)) && step.signer === 'root-key' && step.answers.every((answer) => answer < 70);
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-3).join(' | ');
}
