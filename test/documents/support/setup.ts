/** The states that a bucket can be put into, by the words of `verify`. */
export const bucketStates = ['on', 'off', 'blocked', 'suspended', 'unversioned'] as const;
export type BucketState = (typeof bucketStates)[number];

/** Whose key is in the default profile. `nobody`: none at all. */
export const signers = ['root', 'root-session', 'nobody', 'admin', 'auditor', 'alice'] as const;
export type Signer = (typeof signers)[number];

/** What commands of a document need, and how they have to end. */
export type Setup = {
  buckets: Map<string, BucketState>;
  signer: Signer;
  /** Exit codes of the commands in order; the last holds for the rest. */
  exitCodes: number[];
  /** In the place, and after the commands, of the block before. */
  isContinued: boolean;
};

/**
 * Reads what a mark says: `ledger off, logs blocked, as auditor, exits 1 0`. Each part is one of: a bucket and its state,
 * `as` and a signer (default: root), `exits` and exit codes (default: 0), `continued`.
 * @throws Error at a part that is none of these
 */
export function readSetup(words: string): Setup {
  const setup: Setup = { buckets: new Map(), signer: 'root', exitCodes: [0], isContinued: false };
  for (const part of words.split(',').map((text) => text.trim()).filter((text) => text !== '')) take(part, setup);
  return setup;
}

function take(part: string, setup: Setup): void {
  const [first = '', ...rest] = part.split(/ +/);
  const signer = signers.find((name) => name === rest[0]);
  const state = bucketStates.find((name) => name === rest[0]);
  if (part === 'continued') setup.isContinued = true;
  else if (first === 'exits' && rest.length > 0 && rest.every((code) => /^\d+$/.test(code))) setup.exitCodes = rest.map(Number);
  else if (first === 'as' && signer !== undefined && rest.length === 1) setup.signer = signer;
  else if (state !== undefined && rest.length === 1) setup.buckets.set(first, state);
  else throw new Error(`\`${part}\` is nothing that a test can set up`);
}
