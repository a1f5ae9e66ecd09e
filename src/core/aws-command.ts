import { quote } from 'shlex';
import type { WantedState } from './switch/target.js';

/** The connection flags that an equivalent AWS CLI command needs. */
export type AwsCommandFlags = { profile: string | null; endpointUrl: string | null };

/** Quotes words for a POSIX shell and joins them. */
export function shellCommand(words: readonly string[]): string {
  return words.map((word) => quote(word)).join(' ');
}

/** The `--profile`, `--region` and `--endpoint-url` words for an AWS CLI command. */
export function awsFlags(region: string | null, cli: AwsCommandFlags): string[] {
  return [
    ...(cli.profile === null ? [] : ['--profile', cli.profile]),
    ...(region === null ? [] : ['--region', region]),
    ...(cli.endpointUrl === null ? [] : ['--endpoint-url', cli.endpointUrl]),
  ];
}

/** The AWS CLI command that does the same as one planned change; `CODE` stands where the six digits go. */
export function awsPutVersioning(
  bucket: string,
  region: string | null,
  wanted: WantedState,
  serialNumber: string | null,
  cli: AwsCommandFlags,
): string {
  return shellCommand([
    'aws', 's3api', 'put-bucket-versioning',
    '--bucket', bucket,
    '--versioning-configuration', `Status=${wanted.versioning},MFADelete=${wanted.mfaDelete}`,
    '--mfa', `${serialNumber ?? 'SERIAL'} CODE`,
    ...awsFlags(region, cli),
  ]);
}
