/** The JSON document of the contract, section 6. `owner` is `root` or a user name; `secret` base32, `null` for passkeys. */
export type PracticeDocument = {
  endpoint: string;
  region: string;
  accountId: string;
  root: { accessKeyId: string; secretAccessKey: string };
  /** As CloudShell and `aws login` give it to the root user. */
  rootSession: { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiresAt: string };
  users: { userName: string; accessKeyId: string; secretAccessKey: string }[];
  mfaDevices: { serialNumber: string; owner: string; secret: string | null }[];
  buckets: { name: string; region: string; for: string; mfaDelete: 'Enabled' | 'Disabled'; versions: number }[];
};

/** A practice account that is being served. */
export type ServedPractice = PracticeDocument & {
  /** What each IAM user is there for, by user name. */
  userNotes: ReadonlyMap<string, string>;
  /** The six digits that a device shows now. */
  code(serialNumber: string): string;
  /** The account's clock, ms since the epoch. */
  now(): number;
};

/** The document alone: what is served can do more than be printed. */
export function practiceDocument({ endpoint, region, accountId, root, rootSession, users, mfaDevices, buckets }: ServedPractice): PracticeDocument {
  return { endpoint, region, accountId, root, rootSession, users, mfaDevices, buckets };
}
