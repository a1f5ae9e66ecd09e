import { isRegionName } from '../../core/aws-hosts.js';
import type { FailureKind } from '../../core/failures/failure-kinds.js';
import type { AwsError } from './aws-error.js';
import { answererOf, type FailureContext, requestInWords, skewFrom, whatAwsSaid } from './words.js';

/** What an error answer means. */
export type Meaning = { kind: FailureKind; message: string; hints: string[] };

/** What to do about a refused code; the gate adds its advice on clocks and devices. */
export const codeHints = ['a code works once, and signing in to the console uses one up as well: wait until the device shows the next'];

/** The command that shows the state of the bucket in question. */
export const verify = ({ bucket = '<bucket>' }: FailureContext) => `\`s3-mfa-delete verify ${bucket}\``;

/** The bucket in question, in words. */
export const named = ({ bucket }: Pick<FailureContext, 'bucket'>) => (bucket === undefined ? 'the bucket' : `bucket \`${bucket}\``);

/** The clocks are apart; says by how much where the answer tells. */
export function clockSkew(error: AwsError): Meaning {
  const skew = skewFrom(error);
  return {
    kind: 'clock-skew',
    message: skew ? `the clock of this machine is ${skew}` : 'the clock of this machine is too far off for AWS to accept its signatures',
    hints: [...(skew ? [] : whatAwsSaid(error)), 'set it, on Linux for example with `timedatectl set-ntp true`'],
  };
}

/** What to do about a bucket whose configuration is in the way. */
export function stateHints(error: AwsError, about: FailureContext): string[] {
  if (/lifecycle/i.test(error.message)) return [`see its lifecycle rules: \`aws s3api get-bucket-lifecycle-configuration --bucket ${about.bucket ?? '<bucket>'}\``];
  if (/Object Lock/i.test(error.message)) return ['a bucket with Object Lock stays versioned; its versions are protected already while they are locked'];
  return [`see its state: ${verify(about)}`];
}

/** Also for HeadBucket, whose answers have no body and so no code. */
export function bucketNotFound(bucket: string | undefined): Meaning {
  return {
    kind: 'bucket-not-found',
    message: `${named({ ...(bucket && { bucket }) })} does not exist`,
    hints: ['check the name and the account: `s3-mfa-delete verify --all` lists the buckets of this one'],
  };
}

/** A key or a session token that is not known where it was used. */
export function unknownKey(error: AwsError, about: FailureContext): Meaning {
  const credentials = about.clients?.credentials;
  const key = credentials ? `access key ${credentials.accessKeyId}` : 'the access key';
  // Without a session token of ours, a region that is not enabled for the account refuses keys in this way.
  if (error.code === 'InvalidToken' && !credentials?.sessionToken) {
    const region = regionIn(error.header('x-amz-bucket-region'));
    return {
      kind: 'region-disabled',
      message: `${region === null ? 'the region' : `region ${region}`} of ${named(about)} refuses ${key}, most likely because it is not enabled for this account`,
      hints: ['see the regions: `aws account list-regions`', `enable it: \`aws account enable-region --region-name ${region ?? '<region>'}\``],
    };
  }
  return {
    kind: 'unknown-access-key',
    message: error.code === 'InvalidToken' ? 'AWS does not accept the session token of these credentials' : `${answererOf(about)} does not know ${key}`,
    hints: [
      'it may be deleted, inactive, or of another partition (China, GovCloud)',
      'if it was made just now, run this again in a few seconds; if not, look at it: `aws iam list-access-keys`',
    ],
  };
}

/** Any other refusal. S3-compatible servers answer it to unknown keys and wrong secrets as well. */
export function denied(error: AwsError, about: FailureContext): Meaning {
  const answerer = answererOf(about);
  return {
    kind: 'access-denied',
    message: `${answerer} denied ${requestInWords(about)}`,
    hints: [
      ...whatAwsSaid(error),
      ...(answerer === 'AWS' || error.message ? [] : ['it does not say why; the access key may be unknown to it, or the secret wrong']),
      `allow ${about.action} to this signer, or use other credentials${about.bucket === undefined ? '' : ', of the account that owns the bucket'}: \`--profile <name>\``,
    ],
  };
}

/** Too many requests, also after the SDK’s retries. */
export function throttled(error: AwsError, about: FailureContext): Meaning {
  return {
    kind: 'throttled',
    message: `${answererOf(about)} asked to slow down (${error.code ?? error.httpStatus}), also after retries`,
    hints: ['run this again in a few minutes'],
  };
}

/** The request went to another region than the bucket’s. */
export function otherRegion(error: AwsError, about: FailureContext): Meaning {
  const region = regionIn(error.extra('Region'));
  return {
    kind: 'unexpected-answer',
    message: `${named(about)} is ${region ? `in region ${region}, not in the one that was asked` : 'not in the region that was asked'}`,
    hints: [`name it: \`--region ${region ?? '<region>'}\``],
  };
}

/** An operation that the server does not have. */
export function notOffered(_error: AwsError, about: FailureContext): Meaning {
  return {
    kind: 'unexpected-answer',
    message: `${answererOf(about)} does not offer ${requestInWords(about)}`,
    hints: ['not every S3-compatible server can do everything S3 can; check `--endpoint-url`'],
  };
}

/** A region that an answer names, if it can be one. */
function regionIn(text: string): string | null {
  return isRegionName(text) ? text : null;
}
