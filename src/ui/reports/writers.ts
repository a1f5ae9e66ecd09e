import type { VerifyDocument } from '../../core/verify/document.js';
import type { ReportFormat } from '../../core/verify/formats.js';

/** Writes a report: the whole text, as it goes to stdout. */
type ReportWriter = (document: VerifyDocument) => string | Promise<string>;

const writers: Record<ReportFormat, () => Promise<ReportWriter>> = {
  csv: async () => (await import('./csv-report.js')).csvReport,
  junit: async () => (await import('./junit-report.js')).junitReport,
  sarif: async () => (await import('./sarif-report.js')).sarifReport,
  html: async () => (await import('./html/html-report.js')).htmlReport,
};

/** The writer of a format; each is loaded only when it is asked for. */
export function reportWriter(format: ReportFormat): Promise<ReportWriter> {
  return writers[format]();
}
