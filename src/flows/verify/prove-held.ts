import pLimit from 'p-limit';
import type { Clients } from '../../aws/connection/clients.js';
import { counted } from '../../core/text/quantities.js';
import { findingsExitCode } from '../../core/verify/exit-code.js';
import type { RunRecord } from '../../state/run-record.js';
import { recorded } from '../steps/recorded.js';
import type { OpenAccount } from './accounts.js';
import type { Desk } from './desk.js';
import { type Probe, probeBucket } from './probe-bucket.js';
import type { AccountOutcome } from './read-account.js';
import { type RawBucket, settle } from './settle.js';

/** Buckets proved at the same time: each takes three requests, one of them a refused delete that alarms may see. */
const PROBES_AT_ONCE = 4;

/**
 * Proves the buckets of an account that say they are on, settles them, and keeps a record of it; of the others it is known
 * that a version can be deleted without a code.
 * @returns path of the record
 */
export async function proveHeld(desk: Desk, { clients, identity }: OpenAccount, { held }: AccountOutcome): Promise<string> {
  const signedIn = { clients, credentials: clients.credentials, identity: await identity, makesKey: false };
  let path = '';
  await recorded({ command: 'verify', buckets: held.map(({ raw }) => raw.name) }, signedIn, desk.context, async ({ record }) => {
    path = record.path;
    await proveAndSettle(desk, held, clients, record);
    return { exitCode: findingsExitCode(desk.tally), document: null, show: () => undefined };
  });
  return path;
}

/** After an interruption the rest is settled unproved; what the latest proofs left stands in the log of changes. */
async function proveAndSettle(desk: Desk, held: AccountOutcome['held'], clients: Clients, record: RunRecord): Promise<void> {
  const { context, tally } = desk;
  const { ui, changes, interruption } = context;
  const limit = pLimit(PROBES_AT_ONCE);
  let done = 0;
  const proof = async ({ name, region }: RawBucket): Promise<Probe> => {
    const none: Probe = { answer: null, reason: 'interrupted', leftover: null };
    if (interruption.aborted) return none;
    return probeBucket(clients, name, region, { changes, record }).catch((error: unknown) => {
      if (interruption.aborted) return none;
      throw error;
    });
  };
  await ui.during(`Proving ${counted(held.length, 'bucket')}`, (update) =>
    Promise.all(
      held.map(({ raw, order }) =>
        limit(async () => {
          const { answer, reason, leftover } = await proof(raw);
          if (answer === null) tally.proofs.inconclusive += 1;
          if (answer === 'deleted') tally.proofs.deleted += 1;
          if (leftover !== null) tally.leftovers.push({ bucket: raw.name, ...leftover });
          await settle(desk, { ...raw, probe: answer, reason: reason === null ? raw.reason : `probe: ${reason}` }, order, null);
          done += 1;
          update(`Proving buckets, ${done} of ${held.length}`);
        }),
      ),
    ),
  );
}
