import { checkProfileName } from '../../core/session/session-profile.js';
import { parseDuration } from '../../core/text/amounts.js';
import type { SessionOptions } from '../../flows/steps/session/obtain-session.js';
import { textFlag } from '../flag-values.js';
import { codeFlags } from '../flags.js';

/** The profile that holds the session where nothing else is said. */
export const DEFAULT_PROFILE = 'mfa';

/**
 * Reads what `session` and `session exec` have in common.
 * @throws Failure `usage`
 */
export function sessionFlags(flags: Readonly<Record<string, unknown>>): SessionOptions & { to: string } {
  const to = textFlag(flags.to) ?? DEFAULT_PROFILE;
  checkProfileName('--to', to);
  const duration = textFlag(flags.duration);
  return {
    to,
    durationSeconds: duration === undefined ? null : parseDuration('--duration', duration) / 1000,
    renew: flags.renew === true,
    ...codeFlags(flags),
  };
}
