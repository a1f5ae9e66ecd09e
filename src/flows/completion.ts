import { completionScripts, type Shell } from '../core/completion/scripts.js';
import type { CommandResult } from './command-result.js';

/** `completion`: the script that makes a shell ask this program what a word may become. */
export function completion(shell: Shell): CommandResult {
  const script = completionScripts[shell];
  return { exitCode: 0, document: { shell, script }, show: (ui) => ui.resultText(script) };
}
