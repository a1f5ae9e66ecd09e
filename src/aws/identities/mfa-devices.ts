import { paginateListMFADevices, paginateListVirtualMFADevices } from '@aws-sdk/client-iam';
import { isFailure } from '../../core/failures/failure.js';
import type { Identity } from '../../core/signers/identity.js';
import { deviceOf, type MfaDevice } from '../../core/signers/mfa-device.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';

/**
 * The MFA devices of the root user. As the root user itself all of them; for others only the virtual ones, which any
 * permitted signer can see. A device's name is no evidence: an IAM user's may be called root-account-mfa-device.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html
 * @throws Failure `access-denied` when neither listing is allowed
 */
export async function rootMfaDevices(clients: Clients, identity: Identity): Promise<MfaDevice[]> {
  const listings = [...(identity.isRoot ? [serialNumbersOf(clients, null)] : []), virtualRootSerialNumbers(clients)];
  const results = await Promise.allSettled(listings);
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  const grave = failures.find((reason) => !isFailure(reason, 'access-denied'));
  if (grave !== undefined || failures.length === results.length) throw grave ?? failures[0];
  const serialNumbers = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  return [...new Set(serialNumbers)].map(deviceOf);
}

/**
 * The MFA devices of whoever signs, root or IAM user.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html
 * @throws Failure `access-denied` when the signer may not see its own
 */
export async function ownMfaDevices(clients: Clients): Promise<MfaDevice[]> {
  return (await serialNumbersOf(clients, null)).map(deviceOf);
}

/** The MFA devices of an IAM user. @throws Failure `identity-not-found`, `access-denied`, and others */
export async function userMfaDevices(clients: Clients, userName: string): Promise<MfaDevice[]> {
  return (await serialNumbersOf(clients, userName)).map(deviceOf);
}

/** Without a user name IAM lists the signer's devices: the only way to see hardware tokens and passkeys of the root user. */
function serialNumbersOf(clients: Clients, userName: string | null): Promise<string[]> {
  return ask(clients, { action: 'iam:ListMFADevices' }, async (options) => {
    const found: string[] = [];
    for await (const page of paginateListMFADevices({ client: await clients.iam() }, userName === null ? {} : { UserName: userName }, options)) {
      for (const { SerialNumber } of page.MFADevices ?? []) if (SerialNumber) found.push(SerialNumber);
    }
    return found;
  });
}

function virtualRootSerialNumbers(clients: Clients): Promise<string[]> {
  return ask(clients, { action: 'iam:ListVirtualMFADevices' }, async (options) => {
    const found: string[] = [];
    const pages = paginateListVirtualMFADevices({ client: await clients.iam() }, { AssignmentStatus: 'Assigned' }, options);
    for await (const page of pages) {
      for (const { SerialNumber, User } of page.VirtualMFADevices ?? []) {
        if (SerialNumber && User?.Arn?.endsWith(':root')) found.push(SerialNumber);
      }
    }
    return found;
  });
}
