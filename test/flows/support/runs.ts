import { enable } from '../../../src/flows/enable.js';
import type { SwitchOptions } from '../../../src/flows/switch-mfa-delete.js';
import { DEFAULT_CONCURRENCY, type VerifyOptions } from '../../../src/core/verify/options.js';
import { verify } from '../../../src/flows/verify.js';
import type { FlowRun, PracticeContext, RunOptions } from '../../support/practice-context.js';
import type { ScriptLine } from '../../support/scripted-ui.js';

const nothingSaid: SwitchOptions = { buckets: [], dryRun: false, yes: false, mfaSerials: [], mfaCode: undefined, mfaProcess: undefined, ephemeralRootKey: false, rootKey: 'keep' };

/** Runs `enable` with these options beside the defaults: the root key is kept, unless a test is about it. */
export function runEnable(aws: PracticeContext, options: Partial<SwitchOptions>, run?: RunOptions): Promise<FlowRun> {
  return aws.run('enable', (context) => enable({ ...nothingSaid, ...options }, context), run);
}

/** What nobody asked for. */
export const everythingElse: VerifyOptions = {
  buckets: [],
  all: false,
  selection: { include: [], exclude: [], tags: [], region: null },
  profiles: [],
  roleArns: [],
  accounts: null,
  fromConfig: null,
  policy: null,
  baseline: null,
  failOnChange: false,
  watch: null,
  concurrency: DEFAULT_CONCURRENCY,
  rate: null,
  format: 'table',
  output: null,
  failOn: null,
  probe: false,
};

/** Runs `verify` with these options beside the defaults. */
export function runVerify(aws: PracticeContext, options: Partial<VerifyOptions>, run?: RunOptions): Promise<FlowRun> {
  return aws.run('verify', (context) => verify({ ...everythingElse, ...options }, context), run);
}

/** What a person answers before the first code when the key is in the environment and buckets are named. */
export const throughThePlan: readonly ScriptLine[] = [
  ['Which credentials', 'environment'],
  ['Which device', 'root-account-mfa-device'],
  ['Turn on MFA Delete on', true],
];

/** A person at the phone: answers every question for a code with what it shows then, `times` times. */
export function typesCodes(aws: PracticeContext, times: number): readonly ScriptLine[] {
  return Array.from({ length: times }, () => ['Code of `root-account-mfa-device`', () => aws.code()] as const);
}
