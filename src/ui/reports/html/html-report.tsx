import { createHash } from 'node:crypto';
import { text as script } from 'in-page:./in-page/main.ts';
import { text as styles } from 'in-page:./in-page/report.css';
import { renderToString } from 'preact-render-to-string';
import { printable } from '../../../core/text/printable.js';
import type { VerifyDocument } from '../../../core/verify/document.js';
import { cardLabels } from './card-labels.js';
import { columnsFor } from './columns.js';
import { inEveryText } from './every-text.js';
import { Page } from './page.js';

/**
 * A report in one HTML file, for a person who shows it to an auditor: opens from a mail or a disk, asks the network for nothing,
 * can be read without JavaScript, on a phone, in the dark and on paper. Its policy lets nothing run but its own script, so that
 * text from AWS stays text even where escaping would fail.
 * https://www.w3.org/TR/CSP3/
 */
export function htmlReport(document: VerifyDocument): string {
  const safe = inEveryText(document, printable);
  const columns = columnsFor(safe);
  const style = `${styles}\n${cardLabels(columns)}`;
  const policy = [
    "default-src 'none'",
    `style-src '${sourceHash(style)}'`,
    `script-src '${sourceHash(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return `<!doctype html>\n${renderToString(<Page document={safe} columns={columns} policy={policy} style={style} script={script} />)}\n`;
}

/** https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function sourceHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
