import { describe, expect, test } from 'vitest';
import { makeRedactor } from '../../../src/core/text/redaction.js';

function redacted(secrets: (string | undefined)[], text: string): string {
  const redactor = makeRedactor();
  for (const secret of secrets) redactor.conceal(secret);
  return redactor.redact(text);
}

describe('the literal secrets and codes of a run are hidden', () => {
  test.each([
    ['nothing concealed', [], 'token 123456', 'token 123456'],
    ['a code that AWS echoes', ['123456'], 'that generated token 123456 is not owned', 'that generated token [redacted] is not owned'],
    ['every mention', ['123456'], '123456,123456', '[redacted],[redacted]'],
    ['not as a part of another number, such as an account id', ['123456'], '111123456222 and 1123456', '111123456222 and 1123456'],
    ['a secret beside a digit', ['key9', '9key'], 'key99 and 19key', '[redacted]9 and 1[redacted]'],
    ['a secret of digits that is longer than a code', ['12345678'], 'x 12345678', 'x [redacted]'],
    ['inside a longer word', ['123456'], 'x123456y', 'x[redacted]y'],
    ['a secret key with characters that mean something in patterns', ['a+/$&(x*'], 'key a+/$&(x* end', 'key [redacted] end'],
    ['a secret that holds another is hidden whole', ['abcd', 'abcdefgh'], 'abcdefgh', '[redacted]'],
    ['the order of concealing does not matter', ['abcdefgh', 'abcd'], 'abcdefgh abcd', '[redacted] [redacted]'],
    ['texts under four characters would garble everything', ['abc', '', undefined], 'abc', 'abc'],
    ['the same digits inside an account id say nothing', ['123456'], 'account 012345678901', 'account 012345678901'],
    ['a secret that ends in digits, before another digit', ['abcd12'], 'abcd123', '[redacted]3'],
    ['a secret that begins with digits, behind another digit', ['12abcd'], '012abcd', '0[redacted]'],
    ['case matters', ['SECRET'], 'secret', 'secret'],
  ])('%s', (_, secrets, text, expected) => {
    expect(redacted(secrets, text)).toBe(expected);
  });

  test('what is concealed later is hidden later, and runs do not share secrets', () => {
    const redactor = makeRedactor();
    expect(redactor.redact('654321')).toBe('654321');
    redactor.conceal('654321');
    expect(redactor.redact('654321')).toBe('[redacted]');
    expect(makeRedactor().redact('654321')).toBe('654321');
  });
});
