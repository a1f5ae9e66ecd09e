import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { disable } from '../../../src/flows/disable.js';
import type { SwitchOptions } from '../../../src/flows/switch-mfa-delete.js';
import { PHONE, type PracticeContext, practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';

const OFF = 'ledger-ready';
const ON = 'payments-protected';
const rules = [{ ID: 'old', Filter: { Prefix: '' }, Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } }];

/** Runs `disable` with a saved lifecycle configuration to put back. */
function restore(aws: PracticeContext, bucket: string, options: Partial<SwitchOptions> = {}) {
  const saved = path.join(aws.home, 'saved.json');
  writeFileSync(saved, JSON.stringify({ Rules: rules }));
  const asked = { buckets: [bucket], dryRun: false, yes: true, mfaSerials: [PHONE], mfaCode: undefined, mfaProcess: undefined, ephemeralRootKey: false, restoreLifecycle: saved };
  return { saved, run: aws.run('enable', (context) => disable({ ...asked, ...options }, context)) };
}

describe('disable --restore-lifecycle', () => {
  it('says in a dry run what would be put back, and puts nothing back', async () => {
    const aws = await practiceContext();

    const { saved, run } = restore(aws, ON, { dryRun: true });

    expect((await run).lines).toContain(`The lifecycle configuration in \`${saved}\` (1 rule) is put back once AWS says that MFA Delete is off.`);
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('says with the plan what will be put back', async () => {
    const aws = await practiceContext();

    const { saved, run } = restore(aws, ON, { mfaCode: aws.code() });

    const { lines } = await run;
    const told = lines.findIndex((line) => line.includes(`\`${saved}\` (1 rule) is put back once`));
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(lines.findIndex((line) => line.includes('Step 5 of 6')));
    expect(writesAmong(aws.requests).map(({ operation }) => operation)).toEqual(['PutBucketVersioning', 'PutBucketLifecycleConfiguration']);
  });

  it.each([
    ['interrupted', 130, 'interrupted'],
    ['terminated', 143, 'terminated by SIGTERM'],
  ] as const)('that is %s while it puts the configuration back finishes, says so and ends with %i', async (kind, exitCode, said) => {
    const aws = await practiceContext();
    aws.onceAnswering('PutBucketLifecycleConfiguration', () => aws.interrupt(kind));

    const run = await restore(aws, OFF).run;

    expect(run).toMatchObject({ exitCode, changes: [`the lifecycle configuration of \`${OFF}\` was put back`] });
    expect(run.lines).toContain(`error: ${said}: the lifecycle configuration of \`${OFF}\` was put back [${kind}]`);
    expect(aws.practice.account.buckets.find(OFF)?.lifecycle).toMatchObject({ rules: [{ ID: 'old' }] });
  });

  it('is not said to be back where AWS shows another configuration of as many rules: exit 3', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('PutBucketLifecycleConfiguration', () => {
      const bucket = aws.practice.account.buckets.find(OFF);
      if (bucket?.lifecycle) bucket.lifecycle = { ...bucket.lifecycle, rules: [{ ID: 'old', Filter: { Prefix: '' }, Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: '3' } }] };
    });

    const run = await restore(aws, OFF).run;

    expect(run).toMatchObject({ exitCode: 3, document: { buckets: [{ error: { kind: 'state-unknown', message: 'AWS accepted it, and does not show it as it was put' } }] } });
    expect(run.narration).not.toContain('is back, read back from AWS');
  });

  it('counts what was put back among what was changed', async () => {
    const aws = await practiceContext();

    expect(await restore(aws, OFF).run).toMatchObject({ exitCode: 0, changes: [`the lifecycle configuration of \`${OFF}\` was put back`] });
  });
});
