/** One access key of the root user. `createdAt` in ms since the epoch. */
export type RootKey = { accessKeyId: string; status: 'Active' | 'Inactive'; createdAt: number | null };

/** When, where and for what a key was last used, by what IAM knows. `at` in ms since the epoch; `service` as in `s3`. */
export type KeyUse = { at: number; service: string | null; region: string | null };

/** The last four characters of a key id, which is all that is shown of it where it need not be typed. */
export function lastFour(accessKeyId: string): string {
  return accessKeyId.slice(-4);
}
