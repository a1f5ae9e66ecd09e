import { describe, expect, it } from 'vitest';
import { practiceContext } from '../../support/practice-context.js';
import { expectValid } from '../../support/schema.js';
import { runVerify } from '../support/runs.js';

type Line = Record<string, unknown>;
const linesOf = (output: string) => output.trim().split('\n').map((line) => JSON.parse(line) as Line);

describe('ndjson', () => {
  it('is a line for each bucket and a summary at the end, each in its published form', async () => {
    const aws = await practiceContext({ buckets: 20 });

    const run = await runVerify(aws, { all: true, format: 'ndjson' });

    const lines = linesOf(run.output);
    for (const line of lines) expectValid(line, 'verify-line');
    expect(lines.map(({ type }) => type)).toEqual([...Array.from({ length: 31 }, () => 'bucket'), 'summary']);
    expect(lines.at(-1)).toMatchObject({ complete: true, summary: { buckets: 31, on: 20 }, account: '111122223333' });
    expect(run).toMatchObject({ exitCode: 1, document: null });
  });

  it('has the first bucket on screen before the second is asked for', async () => {
    const aws = await practiceContext({ buckets: 20 });
    const seen: number[] = [];
    const count = () => void seen.push(aws.requests.filter(({ operation }) => operation === 'GetBucketVersioning').length);

    const run = await aws.run('verify', async (context) => {
      const { verify } = await import('../../../src/flows/verify.js');
      const { everythingElse } = await import('../support/runs.js');
      const ui = { ...context.ui, resultLine: (text: string) => (count(), context.ui.resultLine(text)) };
      return verify({ ...everythingElse, all: true, format: 'ndjson', concurrency: 1 }, { ...context, ui });
    });

    expect(seen[0]).toBe(1);
    expect(run.exitCode).toBe(1);
  });

  it('stops reading when nobody reads any more: exit 1 where a finding was printed', async () => {
    const aws = await practiceContext({ buckets: 200 });

    const run = await aws.run('verify', async (context) => {
      const { verify } = await import('../../../src/flows/verify.js');
      const { everythingElse } = await import('../support/runs.js');
      let printed = 0;
      const ui = { ...context.ui, resultLine: (text: string) => ((printed += 1), context.ui.resultLine(text)), resultsUnread: () => printed >= 3 };
      return verify({ ...everythingElse, all: true, format: 'ndjson', concurrency: 2 }, { ...context, ui });
    });

    expect(aws.requests.filter(({ operation }) => operation === 'GetBucketVersioning').length).toBeLessThan(10);
    expect(run.exitCode).toBe(1);
  });

  it('holds back what is to be proved until it is', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { buckets: ['payments-protected', 'ledger-ready', 'odd-names'], format: 'ndjson', probe: true });

    const lines = linesOf(run.output);
    expect(lines.slice(0, -1).map(({ name, probe }) => [name, probe])).toEqual([
      ['ledger-ready', null],
      ['payments-protected', 'refused-mfa'],
      ['odd-names', 'refused-mfa'],
    ]);
    expect(lines.at(-1)).toMatchObject({ leftovers: [{ bucket: 'payments-protected' }, { bucket: 'odd-names' }] });
  });
});
