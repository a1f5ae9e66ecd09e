/** What every result document begins with (contract, section 4); unknown values are `null`. */
export type DocumentHead = {
  schemaVersion: 1;
  command: string | null;
  /** `s3-mfa-delete/1.0.0` */
  tool: string;
  /** ISO 8601, UTC. */
  generatedAt: string;
  /** Twelve digits. */
  account: string | null;
  partition: string | null;
  /** ARN of the signer. */
  principal: string | null;
};

/**
 * Makes the head of a document.
 * @param now ms since the epoch
 */
export function documentHead(
  command: string | null,
  { tool, now, whose }: { tool: string; now: number; whose: Pick<DocumentHead, 'account' | 'partition' | 'principal'> },
): DocumentHead {
  return { schemaVersion: 1, command, tool, generatedAt: new Date(now).toISOString(), ...whose };
}
