import { Failure } from '../core/failures/failure.js';
import { deviceOf, makesCodes, type MfaDevice } from '../core/signers/mfa-device.js';

const WHERE_TO_FIND = 'the console shows it under Security credentials, `aws iam list-mfa-devices` prints it';

/**
 * Checks the value of `--mfa-serial` (or of `mfa_serial` in a profile) before anything is sent with it.
 * AWS: 9 to 256 characters of `[\w+=/:,.@-]`, https://docs.aws.amazon.com/IAM/latest/APIReference/API_MFADevice.html.
 * S3-compatible servers let the operator choose any string, as long as it survives in a header before a space.
 * @param text the value as given
 * @param server `aws`, or `compatible` where `--endpoint-url` names another server
 * @throws Failure `invalid-serial`; the message repeats the text only where it cannot hold a code
 */
export function parseSerialNumber(text: string, server: 'aws' | 'compatible'): MfaDevice {
  const serial = text.trim();
  rejectPastedCode(serial);
  if (server === 'aws') rejectWhatAwsNeverUses(serial);
  if (!/^[\x21-\x7e]+$/.test(serial)) {
    throw invalid('the MFA serial number holds a character that cannot be sent in a header, or is empty', WHERE_TO_FIND);
  }
  return deviceOf(serial);
}

function rejectPastedCode(serial: string): void {
  if (!/\s\d{6}$/.test(serial)) return;
  throw invalid(
    'the MFA serial number is followed by a code',
    'give them apart: the serial number with `--mfa-serial`, the code when it is asked for or with `--mfa-code`',
  );
}

function rejectWhatAwsNeverUses(serial: string): void {
  rejectOtherArns(serial);
  if (/^\d{6}$/.test(serial)) {
    throw invalid('this looks like a code, not like the serial number of an MFA device', WHERE_TO_FIND);
  }
  if (/^(?:mfa\/.*|root-account-mfa-device)$/.test(serial)) {
    throw invalid(`\`${serial}\` is only the name of the MFA device`, `give the whole ARN, arn:aws:iam::ACCOUNT:mfa/NAME: ${WHERE_TO_FIND}`);
  }
  if (serial.length < 9 || serial.length > 256) {
    throw invalid(`an MFA serial number has 9 to 256 characters, this one has ${serial.length}`, WHERE_TO_FIND);
  }
  if (!/^[\w+=/:,.@-]+$/.test(serial)) {
    throw invalid('the MFA serial number holds a character that AWS does not use in one', WHERE_TO_FIND);
  }
}

function rejectOtherArns(serial: string): void {
  if (!/^arn:\S*$/.test(serial)) return;
  if (!makesCodes(deviceOf(serial))) {
    throw invalid(
      `\`${serial}\` is a passkey or security key: it makes no six-digit codes`,
      'give the serial number of an authenticator app or a hardware token',
      'without one, add an authenticator app to the root user: https://console.aws.amazon.com/iam/home#/security_credentials',
    );
  }
  if (/^arn:[^:]*:(?:iam|sts)::[^:]*:(?:user\/|root$|role\/|assumed-role\/)/.test(serial)) {
    throw invalid(`\`${serial}\` names a user or role, not an MFA device`, `an MFA device is arn:aws:iam::ACCOUNT:mfa/NAME: ${WHERE_TO_FIND}`);
  }
  if (!/^arn:[^:]+:iam::\d{12}:mfa\/./.test(serial)) {
    throw invalid(`\`${serial}\` is not the ARN of an MFA device`, `an MFA device is arn:aws:iam::ACCOUNT:mfa/NAME: ${WHERE_TO_FIND}`);
  }
}

function invalid(message: string, ...hints: string[]): Failure {
  return new Failure('invalid-serial', message, { hints });
}
