import type { Context } from '../../context.js';
import { shellCommand } from '../../core/aws-command.js';

/**
 * A command of this program that the person is to type after the run, with `--endpoint-url` where it was given: the same
 * bucket name may exist elsewhere. The embedded practice account is gone by then.
 */
export function commandToType(words: readonly string[], { connection, practice }: Pick<Context, 'connection' | 'practice'>): string {
  const server = connection.endpointUrl === undefined || practice !== null ? [] : ['--endpoint-url', connection.endpointUrl];
  return shellCommand(['s3-mfa-delete', ...words, ...server]);
}

/** The command that puts a saved lifecycle configuration back: the AWS CLI's own does not take a whole one from one file. */
export function restoreLifecycleCommand(bucket: string, path: string, context: Pick<Context, 'connection' | 'practice'>): string {
  return commandToType(['disable', bucket, '--restore-lifecycle', path], context);
}
