import { describe, expect, it } from 'vitest';
import { practiceContext } from '../../support/practice-context.js';
import { runVerify } from '../support/runs.js';

const buckets = ['payments-protected', 'logs-lifecycle', 'backup-ireland', 'partner-files'];

describe('what verify prints', () => {
  it('is a table with what to type next, then one line of counts; nothing else is on stdout', async () => {
    const aws = await practiceContext();

    const { output } = await runVerify(aws, { buckets }, { endpointUrl: null, env: { AWS_ENDPOINT_URL: aws.practice.endpoint } });

    expect(output.split('\n').map((line) => line.trimEnd().replace(/ {2,}/g, ' | '))).toEqual([
      'Bucket | Region | Versioning | MFA Delete | Verdict | Fix',
      'payments-protected | us-east-1 | Enabled | Enabled | on',
      'logs-lifecycle | us-east-1 | Enabled | Disabled | blocked (lifecycle) | s3-mfa-delete enable logs-lifecycle',
      'backup-ireland | eu-west-1 | Enabled | Disabled | off | s3-mfa-delete enable backup-ireland',
      'partner-files | us-east-1 | - | - | unknown (AccessDenied)',
      '4 buckets: 1 on, 1 off, 1 blocked, 1 unknown',
      '',
    ]);
  });

  it('is CSV with a head line, empty where nothing is known', async () => {
    const aws = await practiceContext();

    const { output } = await runVerify(aws, { buckets, format: 'csv' }, { endpointUrl: null, env: { AWS_ENDPOINT_URL: aws.practice.endpoint } });

    expect(output).toBe(
      [
        'name,region,versioning,mfaDelete,verdict,reason,fix,probe,account,finding,expectation,exceptedBy,exceptedWhy,exceptedUntil,recordedAt',
        'payments-protected,us-east-1,Enabled,Enabled,on,,,,111122223333,false,,,,,',
        'logs-lifecycle,us-east-1,Enabled,Disabled,blocked,lifecycle-configuration,s3-mfa-delete enable logs-lifecycle,,111122223333,true,,,,,',
        'backup-ireland,eu-west-1,Enabled,Disabled,off,,s3-mfa-delete enable backup-ireland,,111122223333,true,,,,,',
        'partner-files,us-east-1,,,unknown,AccessDenied,,,111122223333,false,,,,,',
        '',
      ].join('\n'),
    );
  });

  it('keeps its order, whichever bucket answers first', async () => {
    const aws = await practiceContext({ buckets: 20 });
    const names = aws.practice.buckets.map(({ name }) => name).filter((name) => name.startsWith('fleet')).reverse();

    const run = await runVerify(aws, { buckets: names, format: 'csv' });

    expect(run.output.trim().split('\n').slice(1).map((line) => line.split(',')[0])).toEqual(names);
    expect(run.document).toMatchObject({ summary: { buckets: 20, on: 18, off: 1, unversioned: 1 } });
  });
});
