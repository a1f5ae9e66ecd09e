const DAY_MS = 86_400_000;

/**
 * When S3 acts, `days` after a moment: the time is rounded to the next midnight UTC, which for a time that is midnight
 * itself is read as the one after it. 15 January 10:30 and 3 days make 19 January 00:00.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days
 * @param since ms since the epoch
 * @returns ms since the epoch
 */
export function midnightAfter(since: number, days: number): number {
  return (Math.floor((since + days * DAY_MS) / DAY_MS) + 1) * DAY_MS;
}
