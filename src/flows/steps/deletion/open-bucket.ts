import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import { inspectBucket } from '../../../aws/buckets/bucket-inspection.js';
import type { Context } from '../../../context.js';
import type { BucketInspection } from '../../../core/buckets/bucket-state.js';
import { deletionObstacle, type DeletionRequest } from '../../../core/deletion/obstacles.js';
import type { Failure } from '../../../core/failures/failure.js';
import type { MfaDevice } from '../../../core/signers/mfa-device.js';
import type { CodeSource } from '../../../mfa/types.js';
import { showDevices } from '../codes/choose-device.js';
import { type CodeOptions, sourceFor } from '../codes/code-source.js';
import { meansForCodes } from '../codes/means-for-codes.js';
import { checkRoomForKey } from '../keys/room-for-key.js';
import { admitSigner, type SignerWanted } from '../sign-in/admit-signer.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { attendToWindow } from '../window/attend-to-window.js';

/** What a command that deletes versions was asked, whichever versions it deletes. */
export type DeletionOptions = CodeOptions &
  DeletionRequest & {
    bucket: string;
    mfaSerials: string[];
    dryRun: boolean;
    /** A session of the root user makes a key for the run. */
    ephemeralRootKey: boolean;
  };

/** A bucket to delete from, checked as far as it can be without a code. */
export type OpenBucket = {
  signedIn: SignedIn;
  address: BucketAddress;
  inspection: BucketInspection;
  /** Codes that were sent to close a purge window which was left open (count). */
  codesUsed: number;
  /** Does a deletion take a code? */
  isProtected: boolean;
  /** At least one where codes are needed, none where not; in a dry run those that can be seen. */
  devices: MfaDevice[];
  /** Where codes come from; why there are none, which matters only if one is needed; `null` where none is needed. */
  source: CodeSource | Failure | null;
};

/** Who may sign in at first: where MFA Delete turns out to be on after all, the root user is asked for then. */
export function signerWanted({ dryRun, allowUnprotected, ephemeralRootKey }: Pick<DeletionOptions, 'dryRun' | 'allowUnprotected' | 'ephemeralRootKey'>): SignerWanted {
  return { anyReader: dryRun || allowUnprotected, isDryRun: dryRun, ephemeralRootKey };
}

/** Refuses to go on where requests take a code each and there are none, or too few. @throws Failure why */
export function refuseMissingCodes({ source }: Pick<OpenBucket, 'source'>, requests: number): void {
  if (source !== null) sourceFor(source, requests, 'requests');
}

/**
 * Checks the bucket and, where it has MFA Delete, the signer; then the devices.
 * @throws Failure `mfa-delete-off` without `--allow-unprotected`, `not-root`, `no-code-device`, and others
 */
export async function openBucket(options: DeletionOptions, signedIn: SignedIn, context: Context): Promise<OpenBucket> {
  const { ui } = context;
  const codesUsed = await attendToWindow(options.bucket, options.dryRun ? { may: 'say' } : { may: 'close', codes: options }, signedIn, context);
  const owner = signedIn.identity?.account ?? null;
  const inspection = await ui.during(`Checking ${options.bucket}, nothing is changed yet`, () => inspectBucket(signedIn.clients, options.bucket, { owner }));
  const obstacle = deletionObstacle(inspection, options);
  if (obstacle !== null) throw obstacle;
  const isProtected = inspection.state.mfaDelete === 'Enabled';
  const address = { name: inspection.name, region: inspection.region, expectedOwner: owner };
  const open = { signedIn, address, inspection, isProtected, codesUsed };
  if (!isProtected) {
    if (signedIn.makesKey && !options.dryRun) ui.line(`MFA Delete is off in \`${address.name}\`: that takes no code, so no root access key is made.`, 'muted');
    return { ...open, devices: [], source: null };
  }
  if (options.dryRun) return { ...open, devices: await showDevices(signedIn, context), source: null };
  const signer = await admitted(options, signedIn, context);
  return { ...open, signedIn: signer, ...(await meansForCodes(options, signer, context)) };
}

/** `--allow-unprotected` let anybody in, and this bucket is protected. */
async function admitted({ allowUnprotected, ephemeralRootKey }: DeletionOptions, signedIn: SignedIn, context: Context): Promise<SignedIn> {
  const { clients, identity } = signedIn;
  // A root access key was admitted, and said to be one, when it signed in.
  if (!allowUnprotected || identity === null || (identity.isRoot && clients.credentials.keyKind === 'long-term')) return signedIn;
  const makesKey = await admitSigner(clients, identity, { anyReader: false, isDryRun: false, ephemeralRootKey }, context);
  if (makesKey) await checkRoomForKey(clients, context);
  return { ...signedIn, makesKey };
}
