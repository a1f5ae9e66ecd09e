import type { Context } from '../../context.js';
import type { Failure } from '../../core/failures/failure.js';
import type { RootKeyEnding } from './keys/settle-root-key.js';

/** Says exactly what an interrupted run did and did not do. */
export function sayInterrupted({ kind, message }: Failure, rootKey: RootKeyEnding | null, { ui, changes }: Context): void {
  ui.error({ kind, message: `${message}: ${changes.summary().join('; ')}` });
  if (rootKey?.outcome === 'kept' && rootKey.failure === null) ui.warning('the root access key still exists: delete it when you are done with it');
}
