import type { Ui } from '../ui/ui.js';

/** What a command ends with. */
export type CommandResult = {
  exitCode: number;
  /** The JSON document after its head, printed with `--json`; `null` where the command wrote its own. */
  document: Record<string, unknown> | null;
  /** Prints the result for a person, on stdout; called when `--json` was not given. */
  show(ui: Ui): void;
};
