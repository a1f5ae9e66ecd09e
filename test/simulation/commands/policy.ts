import fc from 'fast-check';
import type { Run } from '../run.js';
import { type AnyEntry, entry, untouchable } from './command-entry.js';
import { rarely, someBucket } from './draws.js';
import { numbered } from './held.js';
import { mfaPolicyOf, needsMfa, provenOtherwise } from './mfa-policy.js';

type Target = { kind: 'user' | 'group' | 'role'; name: string };
type ChangeOptions = { target: Target; style: 'present' | 'age'; everything: boolean; dryRun: boolean };

const targets = fc.constantFrom<Target>({ kind: 'user', name: 'auditor' }, { kind: 'user', name: 'intern' }, { kind: 'group', name: 'operators' }, { kind: 'role', name: 'deployer' }, { kind: 'user', name: 'admin' }, { kind: 'user', name: 'nobody' });

const holderOf = ({ kind, name }: Target): string => `${kind}/${name}`;

/** Does a document deny without a code what it should? Read from its JSON, as IAM would. */
function asksForMfa(document: string, { style, everything }: ChangeOptions): boolean {
  const { Statement } = JSON.parse(document) as { Statement: { Effect: string; Action?: string; NotAction?: string[]; Condition: Record<string, Record<string, string>> }[] };
  return Statement.some(({ Effect, Action, NotAction, Condition }) => {
    const condition = style === 'present' ? Condition['BoolIfExists']?.['aws:MultiFactorAuthPresent'] === 'false' : Condition['Null']?.['aws:MultiFactorAuthAge'] === 'true';
    return Effect === 'Deny' && condition && (everything ? NotAction?.includes('sts:GetSessionToken') === true : Action === 's3:*');
  });
}

/** `policy attach` or `policy detach`. */
export function policyChangeEntry(verb: 'attach' | 'detach'): AnyEntry {
  const isAsWanted = (options: ChangeOptions, run: Run): boolean => {
    const document = mfaPolicyOf(holderOf(options.target), run.after);
    return verb === 'detach' ? document === undefined : document !== undefined && asksForMfa(document, options);
  };
  return entry<ChangeOptions>({
    name: `policy ${verb}`,
    schema: `policy-${verb}`,
    codes: 'none',
    decisive: ({ target: { kind } }) => `${verb === 'attach' ? 'Attach' : 'Detach'}${kind.charAt(0).toUpperCase()}${kind.slice(1)}Policy`,
    options: fc.record<ChangeOptions>({ target: targets, style: fc.constantFrom('present', 'age'), everything: rarely, dryRun: rarely }),
    signer: (_options, drawn) => (drawn === 'root-session' ? 'root-session' : 'root-key'),
    words: ({ target: { kind, name }, style, everything, dryRun }, _world, attended) => [
      `--${kind}`,
      name,
      ...(verb === 'attach' ? ['--style', style, ...(everything ? ['--action', '*'] : [])] : []),
      ...(dryRun ? ['--dry-run'] : []),
      ...(attended ? [] : ['--yes']),
    ],
    mayTouchKey: () => false,
    scope: () => untouchable,
    beyond: ({ target, dryRun }) => ({ policiesOf: dryRun ? null : holderOf(target) }),
    untrue: (options, run) => (run.exitCode === 0 && !options.dryRun && !isAsWanted(options, run) ? [`exit code 0, and ${holderOf(options.target)} is not as it was to be after policy ${verb}`] : []),
    contradictions(document, options, run) {
      const { outcome } = document as { outcome: string };
      const wanted = { changed: 0, unchanged: 0, planned: 0, unknown: 3 }[outcome];
      return [
        ...(wanted !== run.exitCode ? [`exit code ${run.exitCode}, where the outcome is ${outcome}`] : []),
        ...((outcome === 'changed' || outcome === 'unchanged') && !isAsWanted(options, run) ? [`${holderOf(options.target)} is said to be ${outcome}, and is not as it was to be`] : []),
        ...(outcome === 'planned' && !options.dryRun ? ['something is said to be planned only'] : []),
      ];
    },
    unfinished: (options, run) => (options.dryRun || options.target.name === 'nobody' || isAsWanted(options, run) ? [] : [`policy ${verb} did not do its work: exit code ${run.exitCode}`]),
  });
}

type ProveOptions = { target: Target };

/** `policy prove`. */
export const policyProveEntry = entry<ProveOptions>({
  name: 'policy prove',
  schema: 'policy-prove',
  codes: 'none',
  decisive: () => 'SimulatePrincipalPolicy',
  options: fc.record<ProveOptions>({ target: targets }),
  signer: () => 'root-key',
  words: ({ target: { kind, name } }) => [`--${kind}`, name],
  mayTouchKey: () => false,
  scope: () => untouchable,
  untrue({ target }, run) {
    return run.exitCode === 0 && !needsMfa(holderOf(target), run) ? [`MFA is said to be needed by ${holderOf(target)}, and no policy says so`] : [];
  },
  contradictions: (document, _options, run) => provenOtherwise(document['proven'], run),
  unfinished: () => [],
});

type PrintOptions = { form: 'identity' | 'bucket' | 'alarm'; bucket: number };

/** `policy print`: what is printed for a bucket holds all that its policy says now. */
export const policyPrintEntry = entry<PrintOptions>({
  name: 'policy print',
  schema: 'policy-print',
  codes: 'none',
  decisive: () => 'GetBucketPolicy',
  options: fc.record<PrintOptions>({ form: fc.constantFrom('identity', 'bucket', 'bucket', 'alarm'), bucket: someBucket }),
  words: ({ form, bucket }, world) => (form === 'bucket' ? ['--bucket', numbered(bucket, world)] : form === 'alarm' ? ['--style', 'alarm'] : []),
  mayTouchKey: () => false,
  scope: () => untouchable,
  contradictions(document, { form, bucket }, run, world) {
    const { presentRead, document: printed } = document as { presentRead: boolean | null; document: { Statement?: unknown[] } };
    const { policy } = JSON.parse(run.before.buckets.get(numbered(bucket, world))?.others ?? '{"policy":null}') as { policy: string | null };
    const present = form === 'bucket' && policy !== null ? (JSON.parse(policy) as { Statement: unknown[] }).Statement : [];
    const lost = present.filter((statement) => !JSON.stringify(printed.Statement ?? []).includes(JSON.stringify(statement)));
    return [
      ...(presentRead !== false && lost.length > 0 ? [`${lost.length} statements of the bucket's policy are not in what is printed, and exit code ${run.exitCode}`] : []),
      ...((presentRead === false) !== (run.exitCode === 3) ? [`exit code ${run.exitCode}, and present statements read: ${presentRead}`] : []),
    ];
  },
  unfinished: () => [],
});
