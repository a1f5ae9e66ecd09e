import { Failure } from '../core/failures/failure.js';

/** Everything that says where codes come from; `undefined` where it was not given. */
export type CodeSourceInputs = {
  /** `--mfa-code`; `-` means standard input. */
  mfaCode: string | undefined;
  /** `--mfa-process`. */
  mfaProcess: string | undefined;
  /** `S3_MFA_DELETE_MFA_PROCESS`. */
  environmentProcess: string | undefined;
  /** `mfa_process` of the profile. */
  profileProcess: string | undefined;
  /** `--sandbox`. */
  practice: boolean;
  /** Is there a terminal to ask on, and is asking allowed? */
  canAsk: boolean;
};

/** Where codes come from; `from` says where a command was given. */
export type CodeSourceChoice =
  | { kind: 'flag'; code: string }
  | { kind: 'stdin' }
  | { kind: 'process'; command: string; from: string }
  | { kind: 'practice' }
  | { kind: 'prompt' };

/**
 * Decides where codes come from: a flag, else (with `--sandbox`) the practice account, else the environment, else the
 * profile, else a person. A command of the environment or the profile makes codes of a real device, so the practice
 * account never runs it. Empty settings count as not given.
 * @throws Failure `usage` for two flags that exclude each other, `missing-input` where nothing gives codes
 */
export function chooseCodeSource(inputs: CodeSourceInputs): CodeSourceChoice {
  const { mfaCode, mfaProcess, environmentProcess, profileProcess, practice, canAsk } = inputs;
  if (mfaCode !== undefined && mfaProcess !== undefined) {
    throw new Failure('usage', '`--mfa-code` and `--mfa-process` exclude each other', { hints: ['give one of them'] });
  }
  if (mfaCode === '-') return { kind: 'stdin' };
  if (mfaCode !== undefined) return { kind: 'flag', code: mfaCode };
  if (mfaProcess !== undefined) return { kind: 'process', command: mfaProcess, from: '`--mfa-process`' };
  if (practice) return canAsk ? { kind: 'prompt' } : { kind: 'practice' };
  if (environmentProcess) return { kind: 'process', command: environmentProcess, from: '`S3_MFA_DELETE_MFA_PROCESS`' };
  if (profileProcess) return { kind: 'process', command: profileProcess, from: '`mfa_process` of the profile' };
  if (canAsk) return { kind: 'prompt' };
  throw new Failure('missing-input', 'an MFA code is needed, and there is no terminal to ask on', {
    hints: ['give `--mfa-process <command>`, `--mfa-code <code>`, or `--mfa-code -` with one code a line on standard input'],
  });
}
