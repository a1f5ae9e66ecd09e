import fc from 'fast-check';
import type { KeysView } from '../account-view.js';
import { profileOf } from '../command-line.js';
import type { Run } from '../run.js';
import type { World } from '../world.js';
import { entry, untouchable } from './command-entry.js';
import { rarely, sometimes } from './draws.js';

type DeleteOptions = {
  /** Which: the one that signs, one that is named (by number), all of the member account. */
  which: 'signing' | 'named' | 'member';
  number: number;
  /** A session of the root user signs the deletion. */
  signWith: boolean;
  profiles: 'ask' | 'remove' | 'keep';
  backup: boolean;
  dryRun: boolean;
};

type KeyDocument = { accessKeyIdLast4: string; status: string; outcome: string };

const MEMBER = '444455556666';

/** What is known of a key by its last four characters: there, or gone. */
function statusOf(keys: KeysView, last4: string): string {
  return [...keys].find(([id]) => id.endsWith(last4))?.[1] ?? 'gone';
}

/** Does somebody else change root keys during this run? */
function isRevoked({ step }: Run): boolean {
  return step.faults.some((words) => words.startsWith('revoked-key'));
}

/** `root-key status`. */
export const rootKeyStatusEntry = entry<null>({
  name: 'root-key status',
  schema: 'root-key-status',
  codes: 'none',
  decisive: () => 'GetAccountSummary',
  options: fc.constant(null),
  words: () => [],
  mayTouchKey: () => false,
  scope: () => untouchable,
  contradictions(document, _options, run) {
    const { rootKeyExists, keys } = document as { rootKeyExists: boolean | null; keys: KeyDocument[] | null };
    const there = [...run.before.keys.keys()];
    const hides = run.step.faults.some((words) => words.startsWith('hidden-key-lag'));
    const expected = rootKeyExists === null ? 3 : rootKeyExists ? 1 : 0;
    return [
      ...(rootKeyExists === false && there.length > 0 ? ['there is said to be no root key, and there is one'] : []),
      ...(rootKeyExists === true && there.length === 0 ? ['there is said to be a root key, and there is none'] : []),
      ...(keys !== null && keys.length !== there.length && !hides ? [`${keys.length} root keys are listed, and there are ${there.length}`] : []),
      ...(keys ?? []).filter(({ accessKeyIdLast4, status }) => statusOf(run.before.keys, accessKeyIdLast4) !== status && !isRevoked(run)).map(({ accessKeyIdLast4, status }) => `…${accessKeyIdLast4} is said to be ${status}`),
      ...(run.exitCode !== expected ? [`exit code ${run.exitCode}, where a root key is said to exist: ${rootKeyExists}`] : []),
    ];
  },
  unfinished: (_options, run) => (run.exitCode === 1 ? [] : [`exit code ${run.exitCode}, although the root key that signs is there`]),
});

function targetsOf({ which, number }: DeleteOptions, run: Run): string[] {
  if (which === 'member') return [...run.before.memberKeys.keys()];
  const ids = [...run.before.keys.keys()];
  return which === 'named' ? ids.slice(number % Math.max(1, ids.length)).slice(0, 1) : ids;
}

/** `root-key delete`. */
export const rootKeyDeleteEntry = entry<DeleteOptions>({
  name: 'root-key delete',
  schema: 'root-key-delete',
  codes: 'none',
  decisive: () => 'DeleteAccessKey',
  options: fc.record<DeleteOptions>({
    which: fc.constantFrom('signing', 'signing', 'named', 'member'),
    number: fc.nat({ max: 1 }),
    signWith: sometimes,
    profiles: fc.constantFrom('ask', 'remove', 'keep'),
    backup: rarely,
    dryRun: rarely,
  }),
  signer: ({ which }, drawn) => (which === 'member' ? 'user' : drawn === 'user' ? 'root-key' : drawn),
  words({ which, number, signWith, profiles, backup, dryRun }, world, attended) {
    const ids = world.practice.account.keys.of(world.practice.account.people.root).map(({ accessKeyId }) => accessKeyId);
    const second = profileOf('root-session');
    if (signWith && which !== 'member') world.sharedFile.keep(second, world.credentials('root-session'));
    return [
      ...(which === 'named' ? ids.slice(number % Math.max(1, ids.length)).slice(0, 1) : []),
      ...(which === 'member' ? ['--assume-root', MEMBER] : signWith ? ['--sign-with', second] : []),
      ...(profiles === 'ask' ? [] : [`--${profiles}-profile`]),
      ...(backup ? ['--keep-backup'] : []),
      ...(dryRun ? ['--dry-run'] : []),
      ...(attended ? [] : ['--yes']),
    ];
  },
  mayTouchKey: (options, run, id) => !options.dryRun && options.which !== 'member' && targetsOf(options, run).includes(id),
  scope: () => untouchable,
  beyond: (options) => ({ memberKeys: options.which === 'member' && !options.dryRun, sections: options.profiles === 'keep' || options.dryRun ? [] : [profileOf('root-key')] }),
  untrue: (options, run, world) => (options.dryRun ? [] : [...halfDone(options, run), ...sectionsGone(run, world)]),
  contradictions(document, { dryRun, which }, run, world) {
    const keys = document['keys'] as KeyDocument[];
    const after = which === 'member' ? run.after.memberKeys : run.after.keys;
    const store = which === 'member' ? world.practice.account.member.keys : world.practice.account.keys;
    const wrong = keys.filter(({ accessKeyIdLast4, status, outcome }) => {
      const now = statusOf(after, accessKeyIdLast4);
      return { deleted: now !== 'gone', deactivated: now !== 'Inactive', kept: now !== status && !isRevoked(run) }[outcome] ?? false;
    });
    // IAM is behind at times: a key is said to be gone only where it is refused by then.
    const signing = [...run.before.keys.keys(), ...run.before.memberKeys.keys()].filter((id) => keys.some(({ accessKeyIdLast4, outcome }) => outcome === 'deleted' && id.endsWith(accessKeyIdLast4)) && store.findKey(id)?.status === 'Active' && lagMs(run) > 0 && which !== 'member');
    const undone = keys.filter(({ outcome }) => outcome !== 'deleted').length;
    return [
      ...wrong.map(({ accessKeyIdLast4, outcome }) => `root key …${accessKeyIdLast4} is said to be ${outcome}, and is ${statusOf(after, accessKeyIdLast4)}`),
      ...signing.map((id) => `root key ${id} is said to be deleted, and still signs`),
      ...(undone > 0 && run.exitCode === 0 && !dryRun ? [`exit code 0, although ${undone} keys were not deleted`] : []),
    ];
  },
  unfinished(options, run) {
    const targets = targetsOf(options, run);
    const after = options.which === 'member' ? run.after.memberKeys : run.after.keys;
    if (options.dryRun || (options.which === 'signing' && targets.length > 1)) return [];
    const left = targets.filter((id) => after.has(id));
    return left.length === 0 || run.stderr.includes('very key that is to be deleted') ? [] : [`${left.length} root keys are still there (exit code ${run.exitCode})`];
  },
});

function lagMs({ step }: Run): number {
  return Math.max(0, ...step.faults.map((words) => Number(/^old-key-lag=(\d+)/.exec(words)?.[1] ?? 0)));
}

/** A key that was made inactive and is still there is said to be so. */
function halfDone(options: DeleteOptions, run: Run): string[] {
  if (run.exitCode === null || run.abandoned || isRevoked(run)) return [];
  const halves = targetsOf(options, run).filter((id) => run.before.keys.get(id) === 'Active' && run.after.keys.get(id) === 'Inactive');
  return halves.filter((id) => run.exitCode === 0 || !/inactive|deactivated|unknown/i.test(`${run.stdout}${run.stderr}`) || !`${run.stdout}${run.stderr}`.includes(id.slice(-4))).map((id) => `root key ${id} is inactive, and exit code ${run.exitCode} says nothing of it`);
}

/** A profile goes only after its key has gone. */
function sectionsGone({ sections: { before, after }, after: account }: Run, _world: World): string[] {
  const name = profileOf('root-key');
  const id = /aws_access_key_id = (\w+)/.exec(before.get(name) ?? '')?.[1];
  return id !== undefined && !after.has(name) && account.keys.has(id) ? [`profile ${name} was removed, and its key ${id} is still there`] : [];
}
