import { type Command, Option } from 'commander';
import { Failure } from '../core/failures/failure.js';
import { type RootKeyChoice, rootKeyChoices } from '../core/root-keys/root-key-choice.js';

/** Declares `--ephemeral-root-key`, for the commands that spend codes. */
export function declareEphemeralKeyFlag(command: Command): void {
  command
    .optionsGroup('Which key signs:')
    .option('--ephemeral-root-key', 'make a root key for this run with a session of the root user (CloudShell, aws login), and delete it at the end');
}

/** Declares `--root-key`, for the commands that end with the root key's checklist. */
export function declareRootKeyFlag(command: Command): void {
  command.addOption(new Option('--root-key <choice>', 'delete, deactivate or keep the root key that signed, once every bucket is read back').choices(rootKeyChoices));
}

/** What the flags about the root key say. @throws Failure `usage` where they contradict each other */
export function rootKeyFlags(flags: Readonly<Record<string, unknown>>): { ephemeralRootKey: boolean; rootKey: RootKeyChoice | undefined } {
  const ephemeralRootKey = flags.ephemeralRootKey === true;
  const rootKey = rootKeyChoices.find((choice) => choice === flags.rootKey);
  if (ephemeralRootKey && rootKey !== undefined) {
    throw new Failure('usage', '--ephemeral-root-key and --root-key cannot be used together', {
      hints: ['an ephemeral key is deleted in every ending: leave out `--root-key`'],
    });
  }
  return { ephemeralRootKey, rootKey };
}
