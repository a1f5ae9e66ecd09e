import { midnightAfter } from './lifecycle-days.js';

/** When incomplete multipart uploads are aborted: whole days after they began. */
export type UploadRule = { name: string; prefix: string; afterDays: number };

/** An incomplete multipart upload; `initiated` in ms since the epoch. */
type IncompleteUpload = { key: string; initiated: number };

/**
 * Is it time to abort the upload?
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html
 * @param now ms since the epoch
 * @returns the name of the rule that says so, else `null`
 */
export function ruleToAbort(rules: readonly UploadRule[], { key, initiated }: IncompleteUpload, now: number): string | null {
  const rule = rules.find(({ prefix, afterDays }) => key.startsWith(prefix) && now >= midnightAfter(initiated, afterDays));
  return rule?.name ?? null;
}
