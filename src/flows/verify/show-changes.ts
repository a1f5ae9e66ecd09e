import type { ChangedBucket, Drift } from '../../core/verify/document.js';

const words = {
  turnedOff: (bucket: ChangedBucket) => `TURNED OFF  ${named(bucket)} (was on, is ${bucket.after})`,
  turnedOn: (bucket: ChangedBucket) => `turned on   ${named(bucket)} (was ${bucket.before})`,
  otherwise: (bucket: ChangedBucket) => `changed     ${named(bucket)} (was ${bucket.before}, is ${bucket.after})`,
  new: (bucket: ChangedBucket) => `new         ${named(bucket)} (${bucket.after})`,
  gone: (bucket: ChangedBucket) => `gone        ${named(bucket)} (was ${bucket.before})`,
} as const satisfies Record<Exclude<keyof Drift, 'since'>, (bucket: ChangedBucket) => string>;

/** A line for each bucket that changed, what matters most first. */
export function changeLines(drift: Drift): string[] {
  return (Object.keys(words) as (keyof typeof words)[]).flatMap((kind) => drift[kind].map(words[kind]));
}

function named({ name, account }: ChangedBucket): string {
  return account === null ? name : `${name} in ${account}`;
}
