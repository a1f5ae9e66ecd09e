import { describe, expect, it } from 'vitest';
import { makeRedactor } from '../../src/core/text/redaction.js';
import { redactResult } from '../../src/ui/clean-text.js';
import { csvDocument } from '../../src/ui/csv.js';
import { jsonDocument, jsonLine } from '../../src/ui/json.js';

describe('a JSON document', () => {
  const document = { schemaVersion: 1, command: 'verify', account: undefined, buckets: [{ name: 'ledger', fix: undefined }] };

  it('keeps the order of its keys, says null for the unknown and ends in a newline', () => {
    expect(jsonDocument(document)).toMatchInlineSnapshot(`
      "{
        "schemaVersion": 1,
        "command": "verify",
        "account": null,
        "buckets": [
          {
            "name": "ledger",
            "fix": null
          }
        ]
      }
      "
    `);
  });

  it('fits on one line where a stream of documents is wanted', () => {
    expect(jsonLine(document)).toBe('{"schemaVersion":1,"command":"verify","account":null,"buckets":[{"name":"ledger","fix":null}]}\n');
  });

  it('shows no control or invisible character to a terminal and means the same', () => {
    const key = 'a\x1b[2J\x7f\x9b31m\u202egpj\u2028\ufeff\n';
    const text = jsonDocument({ key });
    expect(text.trimEnd()).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028\ufeff]/);
    expect(JSON.parse(text)).toEqual({ key });
  });
});

describe('a CSV document', () => {
  it('has a head line, quotes where needed and leaves unknown cells empty', () => {
    expect(csvDocument(['bucket', 'reason'], [['ledger', null], ['a,b', 'say "no"']])).toBe('bucket,reason\nledger,\n"a,b","say ""no"""\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1'])('cannot start a formula with %s', (cell) => {
    expect(csvDocument(['key'], [[cell]])).toBe(`key\n'${cell}\n`);
  });

  it.each([
    ['\t=1', "'\\t=1"],
    ['\r=1', "'\\r=1"],
    ['a\nb', 'a\\nb'],
    ['a\x1b[2Jb', 'a\\x1b[2Jb'],
    ['\u202egpj', '\\u202egpj'],
  ])('shows the control characters of %j', (cell, shown) => {
    expect(csvDocument(['key'], [[cell]])).toBe(`key\n${shown}\n`);
  });
});

describe('the redaction of a result', () => {
  const redactor = makeRedactor();
  redactor.conceal('123456');
  redactor.conceal('se"cr\\et');

  it('touches string values of JSON only, so that it stays JSON', () => {
    const text = '{"bytes": 123456, "note": "code 123456", "path": "a\\/b", "key": "se\\"cr\\\\et"}\n';
    expect(redactResult(redactor, text)).toBe('{"bytes": 123456, "note": "code [redacted]", "path": "a\\/b", "key": "[redacted]"}\n');
  });

  it('keeps control characters escaped that stand beside a secret', () => {
    const text = jsonDocument({ message: 'code 123456 \x9b31m\u202egpj' });

    const shown = redactResult(redactor, text);

    expect(JSON.parse(shown)).toEqual({ message: 'code [redacted] \x9b31m\u202egpj' });
    expect(shown).not.toMatch(/[\x7f-\x9f\u202e]/);
  });

  it('touches other text wherever the secret stands', () => {
    expect(redactResult(redactor, 'bucket,code\nledger,123456\n')).toBe('bucket,code\nledger,[redacted]\n');
  });

  it('leaves a text without secrets as it is', () => {
    expect(redactResult(redactor, '{"a":  1}')).toBe('{"a":  1}');
  });
});
