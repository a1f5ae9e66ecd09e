import type { Failure } from '../../core/failures/failure.js';
import { counted } from '../../core/text/quantities.js';
import type { Expectation, ReadAccount, VerifiedBucket, VerifySummary } from '../../core/verify/document.js';
import { driftSize } from '../../core/verify/drift.js';
import type { Unreadable } from '../../core/verify/tally.js';
import type { Ui } from '../../ui/ui.js';
import { changeLines } from './show-changes.js';
import { showLeftovers } from './show-verdicts.js';

/** More names in one sentence are nobody's reading; the document has them all. */
const MOST_NAMES = 10;

/** What is said after the buckets: what the expectations file and the baseline came to, and what could not be read. */
export function showReportNotes(
  body: VerifySummary & { buckets: readonly VerifiedBucket[] },
  why: { unreadable: ReadonlyMap<string, Unreadable>; failures: readonly Failure[] },
  ui: Ui,
): void {
  showPolicy(body, ui);
  showDrift(body, ui);
  if (body.dropped.length > 0) ui.line(`Deleted since the listing, and left out: ${names(body.dropped)}.`);
  for (const { first, count } of why.unreadable.values()) {
    ui.error({ kind: first.kind, message: count === 1 ? first.message : `${first.message} (and the same for ${count - 1} more)`, hints: first.hints });
  }
  showAccounts(body.accounts, why.failures, ui);
  showLeftovers(body.leftovers, ui);
}

function showPolicy({ policy, buckets }: VerifySummary & { buckets: readonly VerifiedBucket[] }, ui: Ui): void {
  if (policy === null) return;
  const { required, excepted, expired, unlisted, missing } = policy;
  ui.line(`The expectations file requires ${counted(required, 'bucket')}, excepts ${excepted}, has ${counted(expired, 'expired exception')}, and does not know ${unlisted}.`);
  const of = (status: Expectation['status']) => buckets.filter(({ expectation }) => expectation?.status === status);
  for (const { name, expectation } of of('expired')) {
    ui.warning(`The exception for \`${name}\` ran out on ${expectation?.until} (made by ${expectation?.by}: ${expectation?.why}).`);
  }
  for (const { name, expectation, verdict } of of('excepted').slice(0, MOST_NAMES)) {
    ui.line(`Excepted until ${expectation?.until}: \`${name}\` (${verdict}), by ${expectation?.by}: ${expectation?.why}`, 'muted');
  }
  if (unlisted > 0 && buckets.length > 0) ui.warning(`Not in the expectations file: ${names(of('unlisted').map(({ name }) => name))}.`);
  if (missing.length > 0) ui.warning(`Required, and not there: ${names(missing)}.`);
}

function showDrift({ changes }: VerifySummary, ui: Ui): void {
  if (changes === null) return;
  const since = changes.since === null ? 'the baseline' : `the baseline of ${changes.since}`;
  ui.line(driftSize(changes) === 0 ? `Nothing changed since ${since}.` : `Changed since ${since}:`);
  for (const line of changeLines(changes)) ui.line(`  ${line}`);
}

/** Where there is one account only, its failure is the run's. */
function showAccounts(accounts: readonly ReadAccount[], failures: readonly Failure[], ui: Ui): void {
  const failed = accounts.filter(({ error }) => error !== null);
  for (const [index, { credentials, account, buckets }] of failed.entries()) {
    const failure = failures[index];
    if (failure === undefined) continue;
    const what = accounts.length === 1 ? '' : `${account ?? credentials}: `;
    const message = `${what}${failure.message}${buckets === 0 ? '' : `; ${counted(buckets, 'bucket')} reported before that`}`;
    ui.error({ kind: failure.kind, message, hints: failure.hints });
  }
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, MOST_NAMES).map((name) => `\`${name}\``).join(', ');
  return all.length > MOST_NAMES ? `${shown} and ${all.length - MOST_NAMES} more` : shown;
}
