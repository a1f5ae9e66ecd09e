import { assertCodeMayTravel } from '../../../aws/connection/code-travel.js';
import type { Context } from '../../../context.js';
import type { Failure } from '../../../core/failures/failure.js';
import type { MfaDevice } from '../../../core/signers/mfa-device.js';
import type { CodeSource } from '../../../mfa/types.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { chooseDevices } from './choose-device.js';
import { type CodeOptions, codeSourceFor } from './code-source.js';

/**
 * The devices, and the source of codes or why there is none, for a signer who may use them.
 * @throws Failure `insecure-endpoint`, `no-code-device`, and others
 */
export async function meansForCodes(
  options: CodeOptions & { mfaSerials: string[] },
  signedIn: SignedIn,
  context: Context,
): Promise<{ devices: MfaDevice[]; source: CodeSource | Failure }> {
  assertCodeMayTravel(signedIn.clients);
  const source = await codeSourceFor(options, signedIn, context);
  const anyDevice = context.practice !== null && !context.ui.canAsk;
  return { devices: await chooseDevices({ mfaSerials: options.mfaSerials, anyDevice }, signedIn, context), source };
}
