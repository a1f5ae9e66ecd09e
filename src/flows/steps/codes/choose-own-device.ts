import { ownMfaDevices } from '../../../aws/identities/mfa-devices.js';
import type { Context } from '../../../context.js';
import { Failure, isFailure } from '../../../core/failures/failure.js';
import { signingUser } from '../../../core/require-mfa/target.js';
import { makesCodes, type MfaDevice } from '../../../core/signers/mfa-device.js';
import type { SignedInToIam } from '../sign-in/sign-in-to-iam.js';
import { describe, givenSerials, showPasskeys } from './choose-device.js';
import { noUsableDevice } from './no-usable-device.js';

/**
 * The device that the code of a session comes from: whoever signs has to own it. Flags and the profile's `mfa_serial`
 * come first; else IAM is asked.
 * @param options.anyDevice the source of codes knows every device, so nobody has to choose
 * @returns one device, or several that are all right
 * @throws Failure `no-code-device`, `missing-input`, `invalid-serial`, `access-denied`
 */
export async function chooseOwnDevices(options: { mfaSerials: string[]; anyDevice: boolean }, signedIn: SignedInToIam, context: Context): Promise<MfaDevice[]> {
  const { ui } = context;
  const { account, arn, isRoot } = signedIn.identity;
  const given = await givenSerials(options, signedIn, context);
  if (given.length > 0) return given;
  const found = await ui.during('Looking for your MFA devices', () => listOwn(signedIn));
  const usable = found.filter(makesCodes);
  if (usable.length === 0) throw noUsableDevice(found, isRoot ? `the root user of account ${account}` : `\`${arn}\``);
  showPasskeys(found, context);
  if (usable.length === 1 || options.anyDevice) return usable;
  if (ui.canAsk) return ui.select('Which device will you read the code from?', usable.map((device) => ({ value: [device], name: device.serialNumber, description: describe(device) })));
  throw new Failure('missing-input', `\`${arn}\` has ${usable.length} devices that make codes`, {
    hints: usable.map(({ serialNumber }) => `choose one: \`--mfa-serial ${serialNumber}\``),
  });
}

/** Many users may not list their own devices, and a policy that requires MFA may forbid it: AWS's default name is a good guess. */
async function listOwn({ clients, identity }: SignedInToIam): Promise<MfaDevice[]> {
  try {
    return await ownMfaDevices(clients);
  } catch (error) {
    if (!isFailure(error, 'access-denied')) throw error;
    const guess = `arn:${identity.partition}:iam::${identity.account}:mfa/${signingUser(identity) ?? 'NAME'}`;
    throw new Failure('access-denied', `${error.message}, so your MFA device has to be named`, {
      hints: ['the console shows its serial number under Security credentials', `it is often \`--mfa-serial ${guess}\`; to be found the next time: \`aws configure set mfa_serial ${guess}\``],
      aws: error.aws,
    });
  }
}
