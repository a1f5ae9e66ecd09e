/** One access key of the root user. `createdAt` in ms since the epoch. */
export type RootKey = { accessKeyId: string; status: 'Active' | 'Inactive'; createdAt: number | null };

/** When, where and for what a key was last used, by what IAM knows. `at` in ms since the epoch; `service` as in `s3`. */
export type KeyUse = { at: number; service: string | null; region: string | null };

/** Where on this machine a key lies: a section of a shared file, or a pair of variables. */
export type KeyPlace =
  | { in: 'credentials' | 'config'; profile: string; file: string }
  | { in: 'environment'; variables: readonly [id: string, secret: string] };

/** The last four characters of a key id, which is all that is shown of it where it need not be typed. */
export function lastFour(accessKeyId: string): string {
  return accessKeyId.slice(-4);
}

/**
 * Was a key used a short while ago by something other than this program?
 * @param recentMs how long ago counts; 0: nothing does
 * @param own the services that this program used the key for: IAM tells of the last use only
 */
export function isInUse(use: KeyUse | null, { now, recentMs, own }: { now: number; recentMs: number; own: readonly string[] }): boolean {
  if (use === null || recentMs === 0) return false;
  return now - use.at <= recentMs && !own.includes(use.service ?? '');
}

/** Where a key lies, in words: `profile prod`, `profile prod (config file)`, `$AWS_ACCESS_KEY_ID`. */
export function placeInWords(place: KeyPlace): string {
  if (place.in === 'environment') return `$${place.variables[0]}`;
  return place.in === 'credentials' ? `profile ${place.profile}` : `profile ${place.profile} (config file)`;
}
