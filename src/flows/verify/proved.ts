import { findingsExitCode } from '../../core/verify/exit-code.js';
import { recorded } from '../steps/recorded.js';
import type { OpenAccount } from './accounts.js';
import type { Desk } from './desk.js';
import { proveHeld } from './prove.js';
import type { AccountOutcome } from './read-account.js';

/** Proves the buckets of an account that say they are on, and keeps a record of it. @returns path of the record */
export async function proved(desk: Desk, { clients, identity }: OpenAccount, { held }: AccountOutcome): Promise<string> {
  const signedIn = { clients, credentials: clients.credentials, identity: await identity, makesKey: false };
  let path = '';
  await recorded({ command: 'verify', buckets: held.map(({ raw }) => raw.name) }, signedIn, desk.context, async ({ record }) => {
    path = record.path;
    await proveHeld(desk, held, clients, record);
    return { exitCode: findingsExitCode(desk.tally), document: null, show: () => undefined };
  });
  return path;
}
