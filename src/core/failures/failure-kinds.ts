/** What each expected failure means, which exit code it ends with, and what a person can do about it. */
export type FailureKindEntry = {
  /** Exit code of the contract, section 3. */
  readonly exitCode: 1 | 2 | 3 | 4 | 5 | 70 | 130 | 143;
  /** One sentence for docs/errors.md. */
  readonly meaning: string;
  /** What to do, for docs/errors.md. */
  readonly remedy: string;
};

const kind = (exitCode: FailureKindEntry['exitCode'], meaning: string, remedy: string): FailureKindEntry => ({
  exitCode,
  meaning,
  remedy,
});

/** The closed list of failure kinds: scripts may branch on these names, so they are never renamed. */
export const failureKinds = {
  usage: kind(2, 'A flag, a value or a combination of them cannot be used.', 'Read the message; `--help` lists what is accepted.'),
  'missing-input': kind(2, 'Something has to be asked, and there is no terminal to ask on (or `--no-input` was given).', 'Give the flag that the message names.'),
  'invalid-bucket-name': kind(2, 'The name cannot be a general purpose bucket that supports MFA Delete.', 'Give a bucket name, `s3://name` or `arn:aws:s3:::name`.'),
  'invalid-serial': kind(2, 'The serial number is not one an MFA device can have.', 'Give the serial number that the console or `aws iam list-mfa-devices` shows.'),
  'invalid-code': kind(2, 'The code is not six digits.', 'Type the six digits that the device shows now.'),
  'insecure-endpoint': kind(2, 'The endpoint is `http://` and not loopback: an MFA code is never sent in the clear.', 'Use an `https://` endpoint.'),
  'unknown-profile': kind(2, 'The profile is in neither of the shared files.', '`aws configure list-profiles` lists them.'),
  'profile-taken': kind(2, 'The profile that a session would be written to holds something else: a long-term key, a role, a process.', 'Give another name with `--to`.'),
  'config-file': kind(2, 'A shared config or credentials file, or a CA bundle, cannot be read.', 'Mend the file that the message names.'),
  'no-credentials': kind(4, 'No AWS credentials were found.', 'Give `--profile`, set the key variables, or paste a key into the wizard.'),
  'expired-credentials': kind(4, 'The credentials have expired, or will before the work is done.', 'Sign in again.'),
  'unknown-access-key': kind(4, 'AWS does not know the access key: deleted, inactive, of another partition, or only seconds old.', 'Check the key; a new one may need a few seconds.'),
  'wrong-secret-key': kind(4, 'The secret access key does not belong to the access key.', 'Copy the pair again.'),
  'session-credentials': kind(4, 'These are temporary credentials. AWS refuses a session token together with an MFA code.', 'Use the long-term access key of the root user.'),
  'not-root': kind(4, 'These credentials are not those of the root user of the account that owns the bucket.', 'Use the root user’s long-term access key.'),
  'root-key-limit': kind(4, 'The root user has two access keys, so that no ephemeral one can be made.', 'Delete the key that is not needed; the message says which it may be.'),
  'is-root': kind(4, 'These are credentials of a root user, and AWS lets no root user do this: sts:AssumeRoot takes an IAM principal of the management account.', 'Use an IAM role or user of the management account.'),
  'no-code-device': kind(4, 'The root user has no MFA device that makes six-digit codes.', 'Add an authenticator app in the console.'),
  'device-not-owned': kind(4, 'The MFA device does not belong to the user who signs.', 'Give the serial number of a device of the root user.'),
  'unsupported-partition': kind(4, 'MFA Delete cannot be used in this partition (GovCloud, China).', 'Use Object Lock instead.'),
  'bucket-not-found': kind(3, 'The bucket does not exist.', 'Check the name.'),
  'identity-not-found': kind(3, 'The user, group, role, policy or access key does not exist.', 'Check the name and the account.'),
  'bucket-not-owned': kind(3, 'The bucket belongs to another account.', 'Use the credentials of the account that owns it.'),
  'region-disabled': kind(3, 'The bucket’s region is not enabled for this account.', 'Enable the region in the account settings.'),
  'access-denied': kind(3, 'AWS denied the request.', 'The message names the action; allow it, or use other credentials.'),
  throttled: kind(3, 'AWS asked to slow down, also after retries.', 'Run it again later.'),
  network: kind(3, 'The endpoint could not be reached, or the connection broke.', 'Check the network, the proxy and the endpoint.'),
  'untrusted-certificate': kind(3, 'The certificate of the endpoint is not trusted.', 'Give the CA with `--ca-bundle`.'),
  'not-aws': kind(3, 'What answered does not speak the S3 API.', 'Check the endpoint and the proxy.'),
  service: kind(3, 'AWS had an internal error, also after retries.', 'Run it again later.'),
  'clock-skew': kind(3, 'The clock of this machine is too far off for AWS to accept its signatures.', 'Set the clock, then run it again.'),
  conflict: kind(3, 'Another change to the bucket was under way.', 'Run it again.'),
  'bucket-state': kind(3, 'AWS refused the change because of how the bucket is configured.', 'The message has AWS’s reason.'),
  'lost-answer': kind(3, 'A request with a code was sent, and its answer was lost: it may have been carried out.', 'The program reads the state back by itself; the code is spent.'),
  'state-unknown': kind(3, 'The answer was lost and the state could not be read back.', 'Run `s3-mfa-delete verify` before anything else.'),
  'root-key-left': kind(3, 'A root access key that this run made could not be deleted, or nobody knows whether it is gone.', 'Delete it with the command that the message names.'),
  'unexpected-answer': kind(3, 'AWS answered something this program does not know.', 'Run it again with `--debug` and report it.'),
  installation: kind(3, 'The program cannot start: Node.js is too old, or nothing has been built.', 'Do what the message says.'),
  'local-file': kind(3, 'A file of this program could not be written or read.', 'Check the path that the message names.'),
  'file-changed': kind(3, 'A file was changed by another program after this one had read it; it is left as it is now.', 'Close the editor that has it open, then run it again.'),
  declined: kind(1, 'The plan was shown and not accepted; nothing was changed.', 'Run it again and answer yes, or add `--yes`.'),
  'lifecycle-in-the-way': kind(1, 'The bucket has a lifecycle configuration; AWS does not allow it together with MFA Delete.', 'Save and remove the lifecycle configuration first.'),
  'mfa-policy-in-the-way': kind(1, 'The bucket policy denies requests without MFA context, and so denies the root key as well.', 'Exempt the root user in the policy.'),
  'object-lock-in-the-way': kind(1, 'Object Lock is on, so versioning cannot be suspended.', 'Leave versioning as it is.'),
  'replication-in-the-way': kind(1, 'The bucket is a replication source, so versioning cannot be suspended.', 'Remove the replication configuration first.'),
  'key-in-use': kind(1, 'The root access key was used by something else a short while ago; nothing was changed.', 'Find out what uses it; `--recent 0s` deletes it all the same.'),
  'mfa-delete-off': kind(1, 'MFA Delete is not on in the bucket, so this needs neither the root user nor a code.', 'The message says how it is done without.'),
  'window-paused': kind(1, 'A purge window was closed before its plan was done: by `--window-max`, or by somebody else.', 'Run `purge --window` again; it goes on with the rest of the plan.'),
  'window-open': kind(3, 'A purge window could not be closed: MFA Delete is still off in the bucket.', 'Type the command that the message names.'),
  'window-at-work': kind(3, 'Another run is at work in the purge window of the bucket.', 'Wait for it to end, or close the window with `enable`.'),
  'code-refused': kind(5, 'AWS refused the MFA code.', 'Use a fresh code; check the clock of the device.'),
  'code-used': kind(5, 'This code was sent before; a code works once.', 'Wait for the next code.'),
  'code-source': kind(5, 'No usable code came from `--mfa-process`, stdin or `--mfa-code`.', 'Run the command yourself and look at what it prints.'),
  interrupted: kind(130, 'Ctrl-C.', 'The message says what was and was not changed; running it again is safe.'),
  terminated: kind(143, 'SIGTERM, or SIGHUP because the terminal was closed.', 'The message says what was and was not changed; running it again is safe.'),
  bug: kind(70, 'A bug in this program.', 'Please report it; `--debug` prints the stack.'),
} as const satisfies Record<string, FailureKindEntry>;

/** Name of an expected failure; `docs/errors.md` lists them. */
export type FailureKind = keyof typeof failureKinds;
