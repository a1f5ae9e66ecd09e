import type { Context } from '../context.js';
import { switchTargets } from '../core/switch/target.js';
import type { CommandResult } from './command-result.js';
import { type SwitchOptions, switchMfaDelete } from './switch-mfa-delete.js';

/** `disable`: turns MFA Delete off and leaves versioning as it is. */
export function disable(options: SwitchOptions, context: Context): Promise<CommandResult> {
  return switchMfaDelete(switchTargets.disable, options, context);
}
