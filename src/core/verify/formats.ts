/** Reports that are written from the whole document, by writers of their own (src/ui/reports/writers.ts). */
export const reportFormats = ['csv', 'junit', 'sarif', 'html'] as const;

/** A format of `verify` that has a writer of its own. */
export type ReportFormat = (typeof reportFormats)[number];

/** Every `--format`; `ndjson` prints a line as soon as a bucket has been read. */
export const verifyFormats = ['table', 'json', 'ndjson', ...reportFormats] as const;

/** A value of `--format`. */
export type VerifyFormat = (typeof verifyFormats)[number];

/** Is it written from the whole document? */
export function isReportFormat(format: VerifyFormat): format is ReportFormat {
  return (reportFormats as readonly string[]).includes(format);
}
