import type { Context } from '../../context.js';
import { documentCarryingFlags } from '../../core/carried-flags.js';
import { documentHead, type DocumentHead } from '../../core/document-head.js';
import type { Failure } from '../../core/failures/failure.js';
import type { VerifyDocument, VerifySummary } from '../../core/verify/document.js';
import { driftSize } from '../../core/verify/drift.js';
import { verifyExitCode } from '../../core/verify/exit-code.js';
import { isReportFormat } from '../../core/verify/formats.js';
import { redactResult } from '../../ui/clean-text.js';
import { jsonDocument, jsonLine } from '../../ui/json.js';
import type { CommandResult } from '../command-result.js';
import type { Desk } from './desk.js';
import type { RecordAges } from './from-config.js';
import { missingBuckets, missedFor } from './missing.js';
import type { RunOutcome } from './read-accounts.js';
import { showReportNotes } from './show-report-notes.js';
import { showCounts, showVerdicts } from './show-verdicts.js';

/** All that a run came to. */
export type Finished = {
  desk: Desk;
  outcome: RunOutcome;
  /** With `--from-config`. */
  ages: RecordAges | null;
  names: readonly string[];
  /** What stopped it; `null` where nothing did. */
  stopped: Failure | null;
};

/** A result with what a comparison or a report needs of it. */
export type VerifyResult = CommandResult & { body: Omit<VerifyDocument, keyof DocumentHead> };

/** Makes the result of a run: document, report and exit code. */
export async function present(finished: Finished): Promise<VerifyResult> {
  const { desk, outcome, stopped } = finished;
  const { options, context, sink } = desk;
  // Reports are written here, and main sees nothing of them; the practice account is gone by then.
  const summary = documentCarryingFlags(summaryOf(finished), context.practice === null ? context.connection : {});
  const head = headOf(context);
  const body = { ...summary, buckets: sink.kept() };
  // The buckets of ndjson are printed by now, each on a line of its own.
  const report = options.format === 'ndjson' ? jsonLine({ type: 'summary', ...head, ...summary }) : await reportOf({ ...head, ...body }, options.format);
  if (stopped !== null) context.ui.error({ kind: stopped.kind, message: `${stopped.message}: ${[...context.changes.summary(), 'what was read until then follows'].join('; ')}` });
  const file = report === null || options.output === null ? null : await keptReport(options.output, report, context);
  return {
    exitCode: exitCodeOf(finished, body),
    document: options.format === 'ndjson' || file !== null ? null : body,
    body,
    show(ui) {
      if (report === null) showVerdicts(body.buckets, ui);
      else if (file === null) ui.resultText(report);
      else showCounts(body.buckets, ui);
      if (file !== null) ui.result(`report: ${file}`);
      const said = report === null || file !== null ? ui.result : ui.line;
      if (body.record !== null) said(`record: ${body.record}`);
      showReportNotes(body, { unreadable: desk.tally.unreadable, failures: outcome.failures }, ui);
    },
  };
}

function headOf({ tool, clock, head }: Context): DocumentHead {
  return documentHead('verify', { tool, now: clock.now(), whose: head });
}

function summaryOf(finished: Finished): VerifySummary {
  const { desk, outcome, ages, stopped } = finished;
  const { tally, expectations, drift, sink } = desk;
  const complete = stopped === null && outcome.failures.length === 0 && !sink.isClosed();
  return {
    complete,
    source: ages === null ? { kind: 'aws', oldest: null, newest: null } : { kind: 'aws-config', ...ages },
    summary: tally.summary(),
    accounts: outcome.accounts,
    dropped: tally.dropped,
    policy: expectations === null ? null : { ...tally.expectations(), missing: complete ? missingBuckets(desk) : [] },
    changes: drift?.result(missedFor(finished, complete)) ?? null,
    leftovers: tally.leftovers,
    record: outcome.record,
  };
}

/** The document in the format that was asked for; `null` for the table. */
async function reportOf(document: VerifyDocument, format: Desk['options']['format']): Promise<string | null> {
  if (isReportFormat(format)) {
    const { reportWriter } = await import('../../ui/reports/writers.js');
    return (await reportWriter(format))(document);
  }
  return format === 'json' ? jsonDocument(document) : null;
}

/** Keeps a report in a file; what is redacted on stdout is redacted there. Returns its path. */
async function keptReport(path: string, report: string, { redactor }: Context): Promise<string> {
  const { keepReport } = await import('../../state/report-file.js');
  return keepReport(path, redactResult(redactor, report));
}

function exitCodeOf({ desk, outcome, stopped }: Finished, { policy, changes, complete }: VerifySummary): number {
  const { options, tally } = desk;
  return verifyExitCode(tally, {
    failures: outcome.failures.map((failure) => ({ failure, hadBuckets: outcome.accounts.some(({ error, buckets }) => buckets > 0 && error?.message === failure.message) })),
    missing: options.failOn?.length === 0 ? 0 : (policy?.missing.length ?? 0),
    changes: options.failOnChange && changes !== null ? driftSize(changes) : 0,
    isIncomplete: !complete,
    stopped,
  });
}
