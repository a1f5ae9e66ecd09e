import { describe, expect, it } from 'vitest';
import { chooseCodeSource, type CodeSourceInputs } from '../../src/mfa/choose-source.js';
import { helpfulFailure } from '../support/helpful-failure.js';

const nothing: CodeSourceInputs = {
  mfaCode: undefined,
  mfaProcess: undefined,
  environmentProcess: undefined,
  profileProcess: undefined,
  practice: false,
  canAsk: false,
};
const everywhere = { environmentProcess: 'from-env', profileProcess: 'from-profile', canAsk: true };

describe('codes come', () => {
  it.each<[string, Partial<CodeSourceInputs>, object]>([
    ['from --mfa-code before all else', { mfaCode: '123456', ...everywhere }, { kind: 'flag', code: '123456' }],
    ['from standard input for --mfa-code -', { mfaCode: '-', ...everywhere }, { kind: 'stdin' }],
    ['from --mfa-process before settings', { mfaProcess: 'op', ...everywhere }, { kind: 'process', command: 'op', from: '`--mfa-process`' }],
    ['from --mfa-process also with --sandbox', { mfaProcess: 'op', practice: true }, { kind: 'process', command: 'op', from: '`--mfa-process`' }],
    ['from the environment before the profile', everywhere, { kind: 'process', command: 'from-env', from: '`S3_MFA_DELETE_MFA_PROCESS`' }],
    ['from the profile before a person', { ...everywhere, environmentProcess: '' }, { kind: 'process', command: 'from-profile', from: '`mfa_process` of the profile' }],
    ['from a person on a terminal', { canAsk: true }, { kind: 'prompt' }],
    ['from a person on a terminal with --sandbox, never from the real device', { ...everywhere, practice: true }, { kind: 'prompt' }],
    ['from the practice device with --sandbox off a terminal', { ...everywhere, practice: true, canAsk: false }, { kind: 'practice' }],
  ])('%s', (_title, inputs, expected) => {
    expect(chooseCodeSource({ ...nothing, ...inputs })).toEqual(expected);
  });

  it('from nowhere off a terminal: the failure names the flags', () => {
    expect(() => chooseCodeSource(nothing)).toThrow(
      helpfulFailure('missing-input', { hints: [expect.stringMatching(/--mfa-process.*--mfa-code/)] }),
    );
  });

  it('not from two flags at once', () => {
    expect(() => chooseCodeSource({ ...nothing, mfaCode: '123456', mfaProcess: 'op' })).toThrow(helpfulFailure('usage'));
  });
});
