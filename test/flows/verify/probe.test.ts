import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { runVerify } from '../support/runs.js';

const PROTECTED = 'payments-protected';
const proving = { buckets: [PROTECTED, 'ledger-ready'], probe: true };

type Leftover = { bucket: string; key: string; versionId: string; remove: string };

/** The lines of a run's record. */
function recordIn(document: Record<string, unknown> | null): unknown[] {
  return readFileSync(String(document?.record), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as unknown);
}

describe('a proof', () => {
  it('leaves a record of who made which marker where, and of what AWS answered', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, proving);

    const [left] = run.document?.leftovers as Leftover[];
    const marker = { bucket: PROTECTED, key: left?.key };
    expect(run).toMatchObject({ exitCode: 1, document: { buckets: [{ probe: 'refused-mfa' }, { probe: null }] } });
    expect(recordIn(run.document)).toMatchObject([
      { event: 'start', command: 'verify', identity: { isRoot: true }, endpoint: aws.practice.endpoint, buckets: [PROTECTED] },
      { event: 'probing', ...marker },
      { event: 'probe-marked', ...marker, versionId: left?.versionId, requestId: expect.stringMatching(/./) },
      { event: 'probed', ...marker, versionId: left?.versionId, answer: 'refused-mfa', requestId: expect.stringMatching(/./) },
      { event: 'end', exitCode: 1 },
    ]);
    expect(run.output).toContain(`record: ${String(run.document?.record)}`);
  });

  it('says where its record is beside a CSV document, not in it', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { ...proving, format: 'csv' });

    expect(run.output).not.toContain('record:');
    expect(run.lines).toContain(`record: ${String(run.document?.record)}`);
  });

  it('names the server in the command that removes what it left', async () => {
    const aws = await practiceContext();

    const [left] = (await runVerify(aws, proving)).document?.leftovers as Leftover[];

    expect(left?.remove).toMatch(new RegExp(` --mfa 'SERIAL CODE' --region us-east-1 --endpoint-url ${aws.practice.endpoint}$`));
  });

  it('is not begun when it cannot be recorded: exit 3, nothing sent', async () => {
    const aws = await practiceContext();
    mkdirSync(aws.stateDirectory, { recursive: true });
    writeFileSync(path.join(aws.stateDirectory, 'records'), '');

    expect(await runVerify(aws, proving)).toMatchObject({ exitCode: 3, failure: { kind: 'local-file' } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('of nothing that is on changes nothing, and so leaves no record', async () => {
    const aws = await practiceContext();

    expect(await runVerify(aws, { buckets: ['ledger-ready'], probe: true })).toMatchObject({ document: { record: null } });
    expect(existsSync(path.join(aws.stateDirectory, 'records'))).toBe(false);
  });
});
