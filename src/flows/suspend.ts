import type { Context } from '../context.js';
import { switchTargets } from '../core/switch/target.js';
import type { CommandResult } from './command-result.js';
import { type SwitchOptions, switchMfaDelete } from './switch-mfa-delete.js';

/** `suspend`: suspends versioning on a bucket that has MFA Delete, and leaves MFA Delete as it is. */
export function suspend(options: SwitchOptions, context: Context): Promise<CommandResult> {
  return switchMfaDelete(switchTargets.suspend, options, context);
}
