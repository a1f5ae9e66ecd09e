import type { Context } from '../context.js';
import { switchTargets } from '../core/switch/target.js';
import type { CommandResult } from './command-result.js';
import { type SwitchOptions, switchMfaDelete } from './switch-mfa-delete.js';

/** `enable`: turns MFA Delete on, bucket by bucket, one code each. */
export function enable(options: SwitchOptions, context: Context): Promise<CommandResult> {
  return switchMfaDelete(switchTargets.enable, options, context);
}
