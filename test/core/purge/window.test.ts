import { describe, expect, it } from 'vitest';
import type { MfaDelete } from '../../../src/core/buckets/bucket-state.js';
import {
  checkWindowMax,
  isWorthAnotherTry,
  judgeWithWindow,
  type PurgeWindow,
  timeThroughWindow,
  WINDOW_MAX_MS,
  type WindowPhase,
  type WindowStanding,
  windowCourse,
  windowStanding,
  wordsToOpen,
} from '../../../src/core/purge/window.js';

const kept = (phase: WindowPhase): PurgeWindow => ({
  ...{ bucket: 'attic', region: 'us-east-1', endpoint: 'https://s3.amazonaws.com', account: '111122223333', phase, openedAt: null },
  ...{ plan: '/plan', ownsPlan: true, asked: 'old', serialNumbers: [], journals: [], processId: 1, processStarted: null },
});

describe('what a kept window means', () => {
  it.each<[WindowPhase | null, MfaDelete, WindowStanding]>([
    [null, 'Enabled', 'none'],
    [null, 'Disabled', 'none'],
    ['opening', 'Enabled', 'closed-meanwhile'],
    ['opening', 'Disabled', 'open'],
    ['open', 'Enabled', 'closed-meanwhile'],
    ['open', 'Disabled', 'open'],
    ['closing', 'Enabled', 'closed-meanwhile'],
    ['closing', 'Disabled', 'open'],
    ['paused', 'Enabled', 'paused'],
    ['paused', 'Disabled', 'off-by-others'],
  ])('kept as %s while AWS says %s: %s', (phase, mfaDelete, standing) => {
    expect(windowStanding(phase === null ? null : kept(phase), mfaDelete)).toBe(standing);
  });
});

describe('what a run does about it', () => {
  it.each<[WindowStanding, string | null, MfaDelete, string]>([
    ['none', 'new', 'Enabled', 'start'],
    ['none', null, 'Enabled', 'usage'],
    ['none', 'new', 'Disabled', 'mfa-delete-off'],
    ['closed-meanwhile', 'new', 'Enabled', 'start'],
    ['open', null, 'Disabled', 'go-on'],
    ['open', 'old', 'Disabled', 'go-on'],
    ['open', 'new', 'Disabled', 'usage'],
    ['paused', null, 'Enabled', 'reopen'],
    ['paused', 'old', 'Enabled', 'reopen'],
    ['paused', 'new', 'Enabled', 'start-anew'],
    ['off-by-others', 'old', 'Disabled', 'mfa-delete-off'],
    ['off-by-others', null, 'Disabled', 'mfa-delete-off'],
  ])('%s, asked for %s, MFA Delete %s: %s', (standing, asked, mfaDelete, expected) => {
    const decide = (): string => windowCourse(standing, kept('paused'), asked, 'attic', mfaDelete);
    if (expected === 'usage' || expected === 'mfa-delete-off') expect(decide).toThrow(expect.objectContaining({ kind: expected }) as Error);
    else expect(decide()).toBe(expected);
  });
});

describe('a refusal names the bucket and the command to type next', () => {
  it.each<[string, WindowStanding, string | null, MfaDelete, string[]]>([
    ['an open window with another plan', 'open', 'new', 'Disabled', ['`s3-mfa-delete purge attic --window`']],
    ['a bucket that needs no window', 'none', 'new', 'Disabled', ['`--allow-unprotected`', '`s3-mfa-delete enable attic`']],
    ['nothing to go on with', 'none', null, 'Enabled', ['`--older-than 30d`', '`--plan <file>`']],
  ])('%s', (_what, standing, asked, mfaDelete, commands) => {
    const refusal = { message: expect.stringContaining('`attic`'), hints: commands.map((command) => expect.stringContaining(command)) };
    expect(() => windowCourse(standing, kept('paused'), asked, 'attic', mfaDelete)).toThrow(expect.objectContaining(refusal) as Error);
  });

  it('and a bucket without any window can have one', () => {
    expect(windowCourse('none', null, 'new', 'attic', 'Enabled')).toBe('start');
  });
});

describe('times', () => {
  it.each([
    [10, 1, 30_000],
    [10, 2, 1_000],
    [3_500_000, 1, 1_000_000],
    [3_500_001, 2, 1_001_000],
  ])('%i versions with %i devices leave it open for %i ms', (versions, devices, ms) => {
    expect(timeThroughWindow(versions, devices)).toBe(ms);
  });

  it('--window-max is at least one code step', () => {
    expect(checkWindowMax(30_000)).toBe(30_000);
    expect(() => checkWindowMax(29_000)).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringContaining('shorter than a window can be'), hints: [expect.stringMatching(/`30s`.*`15m`/)] }) as Error);
    expect(WINDOW_MAX_MS).toBe(15 * 60_000);
  });
});

it('what has to be typed names the bucket', () => {
  expect(wordsToOpen('attic')).toMatch(/off .*attic$/);
});

describe('a closing that failed', () => {
  it.each(['network', 'service', 'throttled', 'lost-answer', 'bucket-state', 'state-unknown', 'conflict', 'lifecycle-in-the-way', 'not-aws'] as const)('is tried again after %s', (kind) => {
    expect(isWorthAnotherTry({ kind })).toBe(true);
  });

  it.each(['unknown-access-key', 'access-denied', 'code-source', 'bug', 'bucket-not-found'] as const)('is not after %s', (kind) => {
    expect(isWorthAnotherTry({ kind })).toBe(false);
  });
});

describe('verify', () => {
  it('gives the window as the reason for off, and for nothing else', () => {
    expect(judgeWithWindow({ verdict: 'off', reason: null }, true)).toEqual({ verdict: 'off', reason: 'purge-window-open' });
    expect(judgeWithWindow({ verdict: 'blocked', reason: 'lifecycle-configuration' }, true)).toEqual({ verdict: 'off', reason: 'purge-window-open' });
    expect(judgeWithWindow({ verdict: 'on', reason: null }, true)).toEqual({ verdict: 'on', reason: null });
    expect(judgeWithWindow({ verdict: 'off', reason: null }, false)).toEqual({ verdict: 'off', reason: null });
  });
});
