import { describe, expect, it } from 'vitest';
import { verdicts } from '../../../src/core/buckets/verdict.js';
import { parseBaseline } from '../../../src/core/verify/baseline-file.js';
import { refusalOf } from './support/refusals.js';

const TIME = '2026-03-04T12:00:02.000Z';
const ledger = { name: 'ledger', account: '111122223333', verdict: 'on', reason: null };
const drafts = { name: 'drafts', account: null, verdict: 'off', reason: null };
const whole = (more: Record<string, unknown> = {}) => JSON.stringify({ command: 'verify', generatedAt: TIME, buckets: [ledger, drafts], ...more });
const lines = (...all: unknown[]) => all.map((line) => JSON.stringify(line)).join('\n');
const summary = { type: 'summary', command: 'verify', generatedAt: TIME };

const read = {
  since: TIME,
  buckets: new Map([
    ['ledger', { account: '111122223333', verdict: 'on' }],
    ['drafts', { account: null, verdict: 'off' }],
  ]),
};

describe('a baseline', () => {
  it.each<[string, string]>([
    ['a document', whole()],
    ['a document of a run that came to its end', whole({ complete: true })],
    ['lines', lines({ type: 'bucket', ...ledger }, { type: 'bucket', ...drafts }, summary)],
    ['lines of Windows with empty ones between', `${lines({ type: 'bucket', ...ledger })}\r\n\r\n${lines({ type: 'bucket', ...drafts }, summary)}\r\n  \r\n`],
    ['lines with some of a kind that came later', lines({ type: 'bucket', ...ledger }, { type: 'account', name: 'other' }, { type: 'bucket', ...drafts }, summary)],
  ])('is read from %s', (_form, text) => {
    expect(parseBaseline(text, 'baseline.json')).toEqual(read);
  });

  it.each(verdicts)('knows the verdict %s', (verdict) => {
    expect(parseBaseline(whole({ buckets: [{ name: 'ledger', verdict }] }), 'baseline.json').buckets.get('ledger')).toEqual({ account: null, verdict });
  });

  it.each([null, 5, undefined])('without a time (%j) has none', (generatedAt) => {
    expect(parseBaseline(whole({ generatedAt }), 'baseline.json').since).toBeNull();
    expect(parseBaseline(lines({ ...summary, generatedAt }), 'baseline.json')).toEqual({ since: null, buckets: new Map() });
  });

  it('without buckets knows none, so that all are new', () => {
    expect(parseBaseline(whole({ buckets: [] }), 'baseline.json')).toEqual({ since: TIME, buckets: new Map() });
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', 'ledger on'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a document of another command', whole({ command: 'enable' })],
    ['a document of a run that failed', JSON.stringify({ command: 'verify', error: { kind: 'access-denied' } })],
    ['a document whose buckets are no list', whole({ buckets: { ledger } })],
    ['lines that were cut off before the summary', lines({ type: 'bucket', ...ledger })],
    ['lines that begin with the summary', lines(summary, { type: 'bucket', ...ledger })],
    ['lines of which one is damaged: its bucket would count as new', `{"type":"bucket","na\n${lines({ type: 'bucket', ...drafts }, summary)}`],
    ['lines with one that says nothing', lines(null, summary)],
    ['a document of a run that did not read everything', whole({ complete: false })],
    ['lines of a run that did not read everything', lines({ type: 'bucket', ...ledger }, { ...summary, complete: false })],
    ['a bucket without a name', whole({ buckets: [{ verdict: 'on' }] })],
    ['a bucket whose name is no text', whole({ buckets: [{ name: 5, verdict: 'on' }] })],
    ['a bucket without a verdict', whole({ buckets: [{ name: 'ledger' }] })],
    ['a bucket with a verdict that does not exist', whole({ buckets: [{ name: 'ledger', verdict: 'ON' }] })],
    ['null for a bucket', whole({ buckets: [ledger, null] })],
    ['a wrong bucket among lines', lines({ type: 'bucket', name: 'ledger' }, summary)],
  ])('cannot be %s: exit 2', (_what, text) => {
    const refusal = refusalOf(() => parseBaseline(text, 'yesterday.json'));

    expect(refusal).toMatchObject({ kind: 'usage', exitCode: 2, message: expect.stringContaining('`yesterday.json`') });
    expect(refusal.hints.at(-1)).toContain('`s3-mfa-delete verify --all --json > baseline.json`');
  });
});
