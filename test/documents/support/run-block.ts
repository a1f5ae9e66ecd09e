import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { commandsOf } from './commands.js';
import type { Block } from './documents.js';
import { made } from './files.js';
import { difference } from './output.js';
import type { Place } from './place.js';
import { readSetup } from './setup.js';
import { typeCommand } from './type-command.js';

/** Runs the commands of a block that is marked for it, and compares exit codes and what the block says they print. */
export async function runBlock(block: Block, place: Place): Promise<void> {
  const setup = readSetup(block.mark?.says ?? '');
  place.prepare(setup);
  for (const [index, { command, output }] of commandsOf(block).entries()) {
    await makeFiles(command, place);
    const { exitCode, printed } = await typeCommand(place.localised(command), place);
    expect(exitCode, `${command}\n${printed}`).toBe(setup.exitCodes[index] ?? setup.exitCodes.at(-1));
    const differs = output === null ? null : difference(output, printed);
    if (differs !== null) expect(differs.printed, command).toBe(differs.documented);
  }
}

/** Runs what makes a file that the command reads, if an earlier command of the place has not made it. */
export async function makeFiles(command: string, place: Place): Promise<void> {
  for (const [name, making] of Object.entries(made)) {
    if (new RegExp(`(?<!-out )\\b${name}`).test(command) && !existsSync(`${place.home}/${name}`)) await typeCommand(making, place);
  }
}
