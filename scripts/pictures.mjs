/**
 * `npm run pictures`: draws the pictures of the README from real runs of the built program, in a real pseudo-terminal, on the
 * practice account. Wants Chromium for the report (CHROMIUM, else /usr/bin/chromium).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { reportPictures } from './pictures/report.mjs';
import { COLUMNS, NARROW, purging, verifyAll, wizard } from './pictures/sessions.mjs';
import { stableText } from './pictures/stable-text.mjs';
import { drawSvg } from './pictures/svg.mjs';

const directory = new URL('../docs/pictures/', import.meta.url);

/** The line on which the command is typed, which the shell shows and not the program. */
const typed = (command) => [[{ column: 0, text: `$ ${command}`, color: null, bold: true, dim: false }]];

const { choosing, typingTheCode, done } = await wizard();
const purged = await purging();
const pictures = [
  {
    file: 'wizard-buckets.svg',
    title: 's3-mfa-delete enable, steps 1 to 3',
    description: 'The wizard shows who signs, asks for the MFA device, and lists the buckets with their state; one is ticked.',
    lines: [...typed('s3-mfa-delete enable --sandbox'), ...choosing],
  },
  {
    file: 'wizard-code.svg',
    title: 's3-mfa-delete enable, steps 4 and 5',
    description: 'The plan, what stops working afterwards, the same as an AWS CLI command, and the question for a six-digit code.',
    lines: typingTheCode,
  },
  {
    file: 'wizard-done.svg',
    title: 's3-mfa-delete enable, steps 5 and 6',
    description: 'MFA Delete was read back as on. Next steps for Terraform and Pulumi, and the checklist for the root key.',
    lines: done,
  },
  {
    file: 'verify.svg',
    title: 's3-mfa-delete verify --all',
    description: 'Every bucket of the practice account with its versioning, MFA Delete and verdict, then the command that turns it on.',
    lines: [...typed('s3-mfa-delete verify --all --sandbox'), ...(await verifyAll())],
  },
  {
    file: 'purge-plan.svg',
    title: 's3-mfa-delete purge, steps 4 and 5',
    description: 'The plan of a purge, the name of the bucket typed to agree to it, and the question for a code with its countdown.',
    columns: NARROW,
    lines: [...typed('s3-mfa-delete purge payments-protected --older-than 7d --sandbox'), [], ...purged.planned],
  },
  {
    file: 'purge-done.svg',
    title: 's3-mfa-delete purge, step 6',
    description: 'What was deleted is read back from AWS and summed up.',
    columns: NARROW,
    lines: purged.done,
  },
];

await mkdir(directory, { recursive: true });
for (const { file, lines, ...words } of pictures) {
  await writeFile(new URL(file, directory), drawSvg({ columns: COLUMNS, ...words, lines: trimmed(lines).map(stable) }));
  console.log(`docs/pictures/${file}`);
}

for (const [scheme, png] of Object.entries(await reportPictures())) {
  await writeFile(new URL(`report-${scheme}.png`, directory), png);
  console.log(`docs/pictures/report-${scheme}.png`);
}

function stable(runs) {
  return runs.map((run) => ({ ...run, text: stableText(run.text) }));
}

/** Without empty lines at the end. */
function trimmed(lines) {
  return lines.slice(0, lines.findLastIndex((runs) => runs.length > 0) + 1);
}
