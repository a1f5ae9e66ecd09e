import { profileSetting } from '../../../aws/credentials/profiles.js';
import { rootMfaDevices } from '../../../aws/identities/mfa-devices.js';
import type { Context } from '../../../context.js';
import { Failure, isFailure } from '../../../core/failures/failure.js';
import { makesCodes, type MfaDevice } from '../../../core/signers/mfa-device.js';
import { deviceLabel } from '../../../mfa/device-label.js';
import { parseSerialNumber } from '../../../mfa/serial-number.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { noUsableDevice } from './no-usable-device.js';

/** What the choice of devices depends on. */
type DeviceOptions = {
  mfaSerials: string[];
  /** May the run spend codes on several devices in turn without anybody choosing: the source knows every device. */
  anyDevice: boolean;
};

/**
 * The wizard's second step: the root user's devices that make codes. Flags and the profile's `mfa_serial` come first;
 * else IAM is asked.
 * @returns at least one device; several are used in turn
 * @throws Failure `no-code-device`, `missing-input`, `invalid-serial`
 */
export async function chooseDevices(options: DeviceOptions, signedIn: SignedIn, context: Context): Promise<MfaDevice[]> {
  const { ui } = context;
  ui.heading('Step 2 of 6: MFA device');
  const given = await givenSerials(options, signedIn, context);
  if (given.length > 0) {
    for (const { serialNumber } of given) ui.success(`\`${serialNumber}\` (as given)`);
    return given;
  }
  if (signedIn.identity === null) {
    throw new Failure('missing-input', 'this endpoint has no IAM to ask for MFA devices, so the serial number has to be given', {
      hints: ['add `--mfa-serial <serial>`; on Ceph `radosgw-admin mfa list --uid=<user>` shows it'],
    });
  }
  const identity = signedIn.identity;
  const found = await ui.during('Looking for the root user’s MFA devices', () => rootMfaDevices(signedIn.clients, identity));
  const usable = found.filter(makesCodes);
  if (usable.length === 0) throw noUsableDevice(found, `the root user of account ${identity.account}`);
  showPasskeys(found, context);
  const needsNoChoice = usable.length === 1 || options.anyDevice;
  const chosen = needsNoChoice ? usable : await pick(usable, context);
  // A single device that was chosen stands in the answer just above.
  if (needsNoChoice || chosen.length > 1) for (const device of chosen) ui.success(`\`${device.serialNumber}\` (${describe(device)})`);
  return chosen;
}

/** A dry run shows the devices where the credentials can see them, and says so where they cannot. */
export async function showDevices(signedIn: SignedIn, context: Context): Promise<MfaDevice[]> {
  const { ui } = context;
  const identity = signedIn.identity;
  if (identity === null) return [];
  ui.heading('Step 2 of 6: MFA device');
  try {
    const found = await ui.during('Looking for the root user’s MFA devices', () => rootMfaDevices(signedIn.clients, identity));
    showPasskeys(found, context);
    for (const device of found.filter(makesCodes)) ui.success(`\`${device.serialNumber}\` (${describe(device)})`);
    if (!found.some(makesCodes)) {
      ui.warning('these credentials see no device of the root user that makes six-digit codes; a hardware token is visible to the root user only');
    }
    return found.filter(makesCodes);
  } catch (error) {
    // To a session without MFA context IAM says that it does not know the key; STS has just said that it is known.
    if (!isFailure(error, 'access-denied', 'unknown-access-key')) throw error;
    ui.warning('these credentials may not list MFA devices, so the device could not be checked');
    return [];
  }
}

/** Devices that flags or the profile's `mfa_serial` name; none where nobody said. Throws Failure `invalid-serial`. */
export async function givenSerials(options: Pick<DeviceOptions, 'mfaSerials'>, signedIn: SignedIn, context: Context): Promise<MfaDevice[]> {
  const server = signedIn.identity === null ? 'compatible' : 'aws';
  if (options.mfaSerials.length > 0) return [...new Set(options.mfaSerials)].map((serial) => parseSerialNumber(serial, server));
  if (signedIn.credentials.source.from !== 'profile') return [];
  const profile = signedIn.credentials.source.profile;
  const serial = await profileSetting({ ...context.connection, profile }, 'mfa_serial');
  return serial === null ? [] : [parseSerialNumber(serial, server)];
}

async function pick(usable: MfaDevice[], context: Context): Promise<MfaDevice[]> {
  if (!context.ui.canAsk) {
    throw new Failure('missing-input', `the root user has ${usable.length} devices that make codes`, {
      hints: usable.map(({ serialNumber }) => `choose one: \`--mfa-serial ${serialNumber}\``),
    });
  }
  const choices = usable.map((device) => ({ value: [device], name: device.serialNumber, short: deviceLabel(device), description: describe(device) }));
  const inTurn = { value: usable, name: `All ${usable.length}, in turn`, description: 'no waiting between two buckets: each device has its own codes' };
  return context.ui.select('Which device will you read codes from?', [...choices, inTurn]);
}

/** What a device is, in words. */
export function describe(device: MfaDevice): string {
  return { virtual: 'authenticator app', hardware: 'hardware token', passkey: 'passkey or security key' }[device.kind];
}

/** They are listed by IAM like the others, and people wonder why they cannot be chosen. */
export function showPasskeys(found: readonly MfaDevice[], { ui }: Context): void {
  for (const device of found.filter((candidate) => !makesCodes(candidate))) {
    ui.line(`\`${device.serialNumber}\` is a ${describe(device)}: it makes no six-digit codes`, 'muted');
  }
}
