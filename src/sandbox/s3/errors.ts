import { PracticeError } from '../types.js';
import { unverifiedHeaders } from '../unverified.js';

/**
 * How sure it is that AWS answers so: read in its documentation or in a published capture; one second-hand source or
 * an inference; or nothing at all, and then the answer says so in a header.
 */
type Mark = 'verified' | 'likely' | 'unverified';

type Entry = readonly [status: number, code: string, message: string, mark: Mark];

const malformedXml = 'The XML you provided was not well-formed or did not validate against our published schema';

/**
 * The errors of S3 that are always worded the same. AWS: Amazon S3 API Reference, "Error responses" and the page of
 * each operation; texts also from captures in the issue trackers of Terraform modules, aws-vault, Cyberduck, AWS CLI
 * and from LocalStack's snapshots of the real S3.
 */
const catalogue = {
  // MFA. AWS: "Configuring MFA delete"; "Error responses".
  mfaRequired: [403, 'AccessDenied', 'Mfa Authentication must be used for this request', 'verified'],
  mfaWithSession: [400, 'InvalidRequest', 'DevPay and Mfa are mutually exclusive authorization methods.', 'verified'],
  mfaHeaderInvalid: [
    400,
    'InvalidArgument',
    'Mfa header is invalid -- the header should be formatted as {serialNumber}(space){tokenCode}',
    'verified',
  ],
  deviceNotActive: [400, 'DeviceNotActiveError', 'The device is not currently active.', 'verified'],
  // Code, status and text stand in "Error responses"; that S3 answers a wrong, late or used code so is not verified.
  codeRefused: [400, 'TokenCodeInvalidError', 'The serial number and/or token code you provided is not valid.', 'unverified'],
  ownerOnly: [403, 'AccessDenied', 'This operation may only be performed by the bucket owner', 'verified'],
  // Versioning. AWS: "PutBucketVersioning".
  lifecycleInTheWay: [
    409,
    'InvalidBucketState',
    'Mfa Authentication is not supported on a bucket with lifecycle configuration. Delete lifecycle configuration before enabling Mfa Authentication.',
    'verified',
  ],
  objectLockInTheWay: [
    409,
    'InvalidBucketState',
    'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
    'verified',
  ],
  // AWS: "Replication" says that it is an error; its code and text are not verified.
  replicationInTheWay: [
    409,
    'InvalidBucketState',
    'A replication configuration is present on this bucket, so the versioning state cannot be changed.',
    'unverified',
  ],
  statusMissing: [400, 'IllegalVersioningConfigurationException', 'The Versioning element must be specified', 'verified'],
  // Lifecycle. AWS: "Lifecycle and other bucket configurations" says that it is not supported, in these words.
  lifecycleOnMfaBucket: [
    409,
    'InvalidBucketState',
    'Lifecycle configuration on multi-factor authentication (MFA)-enabled buckets is not supported.',
    'unverified',
  ],
  noLifecycle: [404, 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', 'verified'],
  // Buckets.
  noSuchBucket: [404, 'NoSuchBucket', 'The specified bucket does not exist', 'verified'],
  accessDenied: [403, 'AccessDenied', 'Access Denied', 'verified'],
  badExpectedOwner: [400, 'InvalidBucketOwnerAWSAccountID', 'The value of the expected bucket owner parameter must be an AWS account ID', 'likely'],
  permanentRedirect: [
    301,
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    'verified',
  ],
  bucketNotEmpty: [
    409,
    'BucketNotEmpty',
    'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    'verified',
  ],
  bucketYours: [
    409,
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    'verified',
  ],
  bucketTaken: [
    409,
    'BucketAlreadyExists',
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    'verified',
  ],
  badBucketName: [400, 'InvalidBucketName', 'The specified bucket is not valid.', 'verified'],
  badLocation: [400, 'InvalidLocationConstraint', 'The specified location-constraint is not valid', 'verified'],
  noObjectLock: [404, 'ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket', 'verified'],
  noLockOnBucket: [400, 'InvalidRequest', 'Bucket is missing Object Lock Configuration', 'likely'],
  noReplication: [404, 'ReplicationConfigurationNotFoundError', 'The replication configuration was not found', 'verified'],
  noPolicy: [404, 'NoSuchBucketPolicy', 'The bucket policy does not exist', 'verified'],
  // AWS: "ListBuckets" has the rule and the code; the text is not verified.
  mustPaginate: [400, 'InvalidRequest', 'Accounts with more than 10,000 buckets must list them page by page.', 'unverified'],
  // Objects. AWS: "DeleteObject", "GetObject".
  noSuchKey: [404, 'NoSuchKey', 'The specified key does not exist.', 'verified'],
  // Uploads in parts. AWS: LocalStack's snapshots of the real S3.
  noSuchUpload: [
    404,
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    'verified',
  ],
  noParts: [400, 'InvalidRequest', 'You must specify at least one part', 'verified'],
  partOrder: [400, 'InvalidPartOrder', 'The list of parts was not in ascending order. Parts must be ordered by part number.', 'verified'],
  invalidPart: [
    400,
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    'verified',
  ],
  partTooSmall: [400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 'verified'],
  // Tags. AWS: LocalStack's snapshots of the real S3; the limit of objects from public captures.
  noTagSet: [404, 'NoSuchTagSet', 'The TagSet does not exist', 'verified'],
  tooManyObjectTags: [400, 'BadRequest', 'Object tags cannot be greater than 10', 'verified'],
  tooManyBucketTags: [400, 'BadRequest', 'Bucket tag count cannot be greater than 50', 'unverified'],
  noSuchVersion: [404, 'NoSuchVersion', 'The specified version does not exist.', 'verified'],
  methodNotAllowed: [405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', 'verified'],
  objectLocked: [403, 'AccessDenied', 'Access Denied because object protected by object lock.', 'verified'],
  keyTooLong: [400, 'KeyTooLongError', 'Your key is too long', 'verified'],
  badUri: [400, 'InvalidURI', "Couldn't parse the specified URI.", 'verified'],
  internalError: [500, 'InternalError', 'We encountered an internal error. Please try again.', 'verified'],
  // Bodies.
  malformedXml: [400, 'MalformedXML', malformedXml, 'verified'],
  badDigest: [400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.', 'verified'],
  noBodyDigest: [400, 'InvalidRequest', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*', 'likely'],
  noContentSha256: [400, 'InvalidRequest', 'Missing required header for this request: x-amz-content-sha256', 'likely'],
  contentSha256Mismatch: [
    400,
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    'verified',
  ],
  incompleteBody: [400, 'IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header.', 'verified'],
} as const satisfies Record<string, Entry>;

/** Names of the errors that {@link s3Error} makes. */
type S3ErrorName = keyof typeof catalogue;

/**
 * An error of S3.
 * @param extras elements beside Code and Message
 */
export function s3Error(name: S3ErrorName, extras: Record<string, string> = {}, headers: Record<string, string> = {}): PracticeError {
  const [status, code, message, mark] = catalogue[name];
  const marked = mark === 'unverified' ? { ...headers, ...unverifiedHeaders } : headers;
  return new PracticeError(status, code, message, extras, marked);
}

/** 400 InvalidArgument, naming the argument. AWS: "Error responses"; each message from LocalStack's snapshots of the real S3. */
export function invalidArgument(message: string, name: string, value: string): PracticeError {
  return new PracticeError(400, 'InvalidArgument', message, { ArgumentName: name, ArgumentValue: value });
}

/** The same in words that nobody has seen from AWS. */
export function unverifiedArgument(message: string, name: string, value: string): PracticeError {
  return new PracticeError(400, 'InvalidArgument', message, { ArgumentName: name, ArgumentValue: value }, unverifiedHeaders);
}
