import type { Command } from 'commander';
import type { SwitchOptions } from '../flows/switch-mfa-delete.js';
import type { Invocation } from './command-file.js';
import { textFlag } from './flag-values.js';
import { codeFlags, declareCodeFlags, declareConnectionFlags, oneReaderOfStdin } from './flags.js';
import { declareEphemeralKeyFlag, declareRootKeyFlag, rootKeyFlags } from './root-key-flags.js';

/** Declares what `enable`, `disable` and `suspend` have in common; `examples` ends the help. */
export function declareSwitchFlags(command: Command, examples: string): void {
  command.option('--dry-run', 'check and plan only: change nothing, ask for no code');
  declareCodeFlags(command);
  declareEphemeralKeyFlag(command);
  declareRootKeyFlag(command);
  declareConnectionFlags(command);
  command.addHelpText('after', examples);
}

/** Reads the options of `enable`, `disable` and `suspend`. @throws Failure `usage` */
export function switchOptions({ args, flags, globals }: Invocation): SwitchOptions {
  const codes = codeFlags(flags);
  oneReaderOfStdin(args, codes.mfaCode);
  return {
    buckets: args,
    dryRun: flags.dryRun === true,
    yes: globals.yes,
    removeLifecycle: textFlag(flags.removeLifecycle),
    restoreLifecycle: textFlag(flags.restoreLifecycle),
    ...codes,
    ...rootKeyFlags(flags),
  };
}
