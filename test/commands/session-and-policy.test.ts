import { describe, expect, test } from 'vitest';
import { parsed, refused } from './support.js';

describe('session', () => {
  test.each([
    [['session', 'exec', '--json', '--', 'aws'], /--json and `exec`/],
    [['session', 'exec', '--mfa-code', '-', '--', 'aws'], /stdin can feed one thing/],
    [['session', 'exec', '--print', 'env', '--', 'aws'], /--print and `exec`/],
    [['session', 'exec'], /no command was given/],
    [['session', '--print', 'env', '--json'], /--print and --json/],
    [['session', '--print', 'xml'], /--print <form>/],
    [['session', '--to', 'a b'], /cannot be the name of a profile/],
    [['session', '--duration', '12'], /is not a duration/],
    [['session', 'check', 'no_bucket!'], /no_bucket!/],
  ])('%j is refused', (line, message) => {
    const failure = refused(line);
    expect(failure.message).toMatch(message);
    expect(failure.exitCode).toBe(2);
  });

  test('leaves everything after two dashes to the command', () => {
    expect(parsed(['session', 'exec', '--to', 'x', '--', 'aws', 's3', 'ls', '--recursive', '--json', '--sandbox'])).toMatchObject({
      kind: 'command',
      name: 'session exec',
      globals: { json: false },
      connection: { sandbox: false },
    });
  });
});

describe('policy', () => {
  test.each([
    [['policy'], /does nothing by itself/],
    [['policy', 'print', '--style', 'alarm', '--bucket', 'ledger'], /--style alarm takes no --bucket/],
    [['policy', 'print', '--style', 'present', '--max-age', '1h'], /cannot ask how old/],
    [['policy', 'print', '--max-age', '0s'], /would refuse every session/],
    [['policy', 'print', '--bucket', 'ledger', '--resource', '*'], /cannot be used together/],
    [['policy', 'print', '--bucket', 'ledger', '--action', 'iam:*'], /cannot be about `iam:\*`/],
    [['policy', 'print', '--action', 's3'], /is not an action/],
    [['policy', 'attach'], /nobody was named/],
    [['policy', 'attach', '--user', 'a', '--group', 'b'], /exclude each other/],
    [['policy', 'attach', '--user', 'arn:aws:iam::111122223333:user/a'], /is not a name that IAM gives/],
    [['policy', 'attach', '--user', 'a', '--style', 'alarm'], /--style <style>/],
    [['policy', 'prove', '--user', 'a', '--resource', 'ledger'], /is not an ARN/],
  ])('%j is refused', (line, message) => {
    const failure = refused(line);
    expect(failure.message).toMatch(message);
    expect(failure.exitCode).toBe(2);
  });
});
