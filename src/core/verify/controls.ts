/** A rule of somebody else's that asks for MFA Delete. */
type Control = {
  /** Who publishes it, with the versions. */
  framework: string;
  /** Its number or name there. */
  id: string;
  title: string;
  /** What has to be known to compare its result with a verdict; `null` where there is nothing. */
  note: string | null;
};

const CIS = 'CIS AWS Foundations Benchmark';
const CIS_TITLE = 'Ensure MFA Delete is enabled on S3 buckets';

/**
 * The rules that ask for MFA Delete on S3 buckets, newest benchmark first.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-20
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-mfa-delete-enabled.html
 */
export const controls: readonly Control[] = [
  { framework: `${CIS} 6.0.0 and 7.0.0`, id: '3.1.2', title: CIS_TITLE, note: '7.0.0: Level 2, manual.' },
  { framework: `${CIS} 2.0.0 to 5.0.0`, id: '2.1.2', title: CIS_TITLE, note: '4.0.1 and 5.0.0: Level 2, manual.' },
  { framework: `${CIS} 1.4.0 and 1.5.0`, id: '2.1.3', title: CIS_TITLE, note: null },
  {
    framework: 'AWS Security Hub',
    id: 'S3.20',
    title: 'S3 general purpose buckets should have MFA delete enabled',
    note: 'Makes no finding for a bucket that has a lifecycle configuration: what is blocked here is missing there.',
  },
  {
    framework: 'AWS Config',
    id: 's3-bucket-mfa-delete-enabled',
    title: 'MFA Delete is enabled in the versioning configuration of the bucket',
    note: 'Runs when a configuration changes; not available in every Region.',
  },
];

/** What contradicts those rules, or shows other figures, and why. */
export const caveats: readonly { subject: string; text: string }[] = [
  {
    subject: 'Security Hub S3.10 and S3.13',
    text: 'Both ask for a lifecycle configuration, and S3 does not allow one together with MFA Delete. No bucket can pass S3.20 and S3.13, and no versioned bucket S3.20 and S3.10: each bucket needs a recorded exception from one side.',
  },
  {
    subject: 'Security Hub IAM.4',
    text: 'Asks that the root user has no access key. MFA Delete can only be turned on with one, so IAM.4 fails until that key is deleted.',
  },
  {
    subject: 'S3 Storage Lens, MFADeleteEnabledBucketCount',
    text: 'Counts buckets with MFA Delete once a day and can be up to 48 hours old. It is good for a trend; after a change it disagrees with this report for up to two days.',
  },
];
