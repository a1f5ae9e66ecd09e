import { type FailureKindEntry, failureKinds } from '../src/core/failures/failure-kinds.js';

const codes: Readonly<Record<FailureKindEntry['exitCode'], string>> = {
  1: 'a finding, or something in the way',
  2: 'usage',
  3: 'could not tell, or could not finish',
  4: 'these credentials cannot do it',
  5: 'the MFA code',
  70: 'a bug',
  130: 'Ctrl-C',
  143: 'SIGTERM',
};

/** Makes docs/errors.md from the table of failure kinds. `npm run docs:errors` writes it, a test compares. */
export function errorsDocument(): string {
  const kinds = Object.entries(failureKinds) as [string, FailureKindEntry][];
  const sections = Object.entries(codes).map(([exitCode, title]) => {
    const rows = kinds
      .filter(([, entry]) => entry.exitCode === Number(exitCode))
      .map(([kind, { meaning, remedy }]) => `| <a id="${kind}"></a>\`[${kind}]\` | ${cell(meaning)} | ${cell(remedy)} |`);
    return [`## Exit code ${exitCode}: ${title}`, '', '| kind | meaning | what to do |', '|---|---|---|', ...rows, ''].join('\n');
  });
  return `${introduction}\n${sections.join('\n')}`;
}

/**
 * Brings the list of failure kinds in a published JSON Schema up to date.
 * @param schema the text of a schema that defines `failure`
 */
export function withFailureKinds(schema: string): string {
  const parsed = JSON.parse(schema) as { $defs: { failure: { properties: { kind: { enum: string[] } } } } };
  parsed.$defs.failure.properties.kind.enum = Object.keys(failureKinds);
  return `${JSON.stringify(parsed, null, 2)}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

const introduction = `<!-- Made by \`npm run docs:errors\` from src/core/failures/failure-kinds.ts; do not edit. -->
# Errors

Every expected failure has a kind. An error on the screen ends with it, in square brackets:

\`\`\`
error: bucket \`ledgr\` does not exist [bucket-not-found]
\`\`\`

So search this page for \`[bucket-not-found]\`, brackets and all, or open it at \`docs/errors.md#bucket-not-found\`. In the
document that \`--json\` prints the kind stands in \`error.kind\`, and messages are without it
([schema](schema/failure.schema.json)). The kind decides the exit code, and it is never renamed: scripts may branch on
it. Messages are for people and may change.

Where a run ends for several reasons, the first of these exit codes wins: 130 or 143, 70, 4, 1, 5, 3. An incomplete
run never ends with 0.
`;
