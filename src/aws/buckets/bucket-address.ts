/** Which bucket is meant. */
export type BucketAddress = {
  name: string;
  /** `null`: the default region. */
  region: string | null;
  /** Account id; requests are refused when the bucket belongs to another account. `null` where there is none to check. */
  expectedOwner: string | null;
};

/** The address as S3's operations take it. */
export function addressed({ name, expectedOwner }: Omit<BucketAddress, 'region'>): { Bucket: string; ExpectedBucketOwner?: string } {
  return { Bucket: name, ...(expectedOwner !== null && { ExpectedBucketOwner: expectedOwner }) };
}
