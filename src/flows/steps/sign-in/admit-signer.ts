import type { Clients } from '../../../aws/connection/clients.js';
import { assertKeyMayTravel } from '../../../aws/connection/code-travel.js';
import type { Context } from '../../../context.js';
import { Failure } from '../../../core/failures/failure.js';
import type { Identity } from '../../../core/signers/identity.js';
import { sessionOrigin } from '../../../core/signers/session-words.js';
import { refuseUnableSigner } from '../../../core/signers/signer-rules.js';
import { visibleKeys } from '../keys/room-for-key.js';

/** Who may sign in for a run. */
export type SignerWanted = {
  /** Accept credentials that can only read: a dry run, or a bucket that may ask for no code. */
  anyReader: boolean;
  /** Nothing will be changed. */
  isDryRun: boolean;
  /** `--ephemeral-root-key`: a session of the root user makes a key for the run. */
  ephemeralRootKey: boolean;
};

/**
 * Admits a signer whose requests may carry a code, or a session of the root user that is to make a key which may: where
 * the flag says so, or the person.
 * @returns whether the run has to make a key
 * @throws Failure `unsupported-partition`, `session-credentials`, `not-root`, `insecure-endpoint`
 */
export async function admitSigner(clients: Clients, identity: Identity, wanted: SignerWanted, context: Context): Promise<boolean> {
  const { keyKind, source } = clients.credentials;
  const refuse = (anyReader: boolean): void => refuseUnableSigner(identity, keyKind, anyReader, sessionOrigin(source, context.env));
  if (keyKind !== 'temporary' || !identity.isRoot) {
    refuse(wanted.anyReader);
    if (wanted.ephemeralRootKey && identity.isRoot) context.ui.line('This is a root access key already, so no ephemeral one is made.', 'muted');
    if (wanted.ephemeralRootKey && !identity.isRoot) context.ui.warning('`--ephemeral-root-key` makes no key with these credentials: that takes a session of the root user');
    return false;
  }
  refuse(true);
  if (wanted.anyReader) {
    if (wanted.ephemeralRootKey) context.ui.line(wanted.isDryRun ? 'The run itself would make a root access key with this session, and delete it at its end.' : 'Where MFA Delete is on, a root access key is made with this session, and deleted at the end.', 'muted');
    return wanted.ephemeralRootKey;
  }
  if (!wanted.ephemeralRootKey && !(await isAgreed(clients, context))) refuse(false);
  assertKeyMayTravel(clients);
  context.ui.line('A root access key will be made once the plan is agreed to, kept in memory, and deleted in every ending.');
  return true;
}

/** Offered where a key could be made at all; elsewhere the way by hand is the only one. */
async function isAgreed(clients: Clients, { ui }: Context): Promise<boolean> {
  if (!ui.canAsk || (await visibleKeys(clients)) instanceof Failure) return false;
  ui.line('This is a session of the root user, and S3 does not accept a session token together with an MFA code.');
  return ui.confirm('Make a root access key for this run only (the same as `--ephemeral-root-key`)?', true);
}
