import type { Context } from '../../../context.js';
import { Failure, isFailure } from '../../../core/failures/failure.js';
import { remindOfRootKey } from '../keys/remind-of-root-key.js';
import type { RecordedSetting } from '../recorded.js';
import type { SignedIn } from '../sign-in/sign-in.js';

/**
 * The last step of a deletion: looks whether all is as it was said to be, says what is not, and that the root key is still
 * there.
 * @param look reads back; an expected failure of it leaves the state unknown
 * @returns what is not as it was said to be
 */
export async function readBackDeletion(look: () => Promise<Failure | null>, signedIn: SignedIn, recording: Pick<RecordedSetting, 'ephemeralKey'>, context: Context): Promise<Failure | null> {
  const { ui } = context;
  ui.heading('Step 6 of 6: Reading back');
  const problem = await look().catch((error: unknown) => {
    if (!isFailure(error)) throw error;
    return new Failure('state-unknown', `what was deleted could not be read back: ${error.message}`, { hints: error.hints, aws: error.aws, cause: error });
  });
  if (problem !== null) ui.error(problem);
  remindOfRootKey(signedIn, recording, context);
  return problem;
}
