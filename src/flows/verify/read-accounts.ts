import type { Context } from '../../context.js';
import { type Failure, failureDocument, isFailure } from '../../core/failures/failure.js';
import type { ReadAccount } from '../../core/verify/document.js';
import { mayHaveLeft } from '../../state/what-was-left.js';
import { type AccountToRead, accountsToRead, type OpenAccount } from './accounts.js';
import type { Desk } from './desk.js';
import { readAccount } from './read-account.js';
import { targetsOf } from './targets.js';

/** What reading all accounts came to, beside what is on the desk. */
export type RunOutcome = {
  accounts: ReadAccount[];
  /** The failures behind `accounts[].error`. */
  failures: Failure[];
  /** Path of the latest record of a proof; `null` where nothing was proved. */
  record: string | null;
};

/**
 * Reads every account that was asked for, one after the other: each has limits of its own, and a slow one would hold up the
 * pace of the others.
 * @param names the named buckets
 * @throws Failure where there is one account only and it cannot be read at all
 */
export async function readAccounts(desk: Desk, names: readonly string[]): Promise<RunOutcome> {
  const { options, context } = desk;
  const { accounts, close } = await accountsToRead(options, context);
  const outcome: RunOutcome = { accounts: [], failures: [], record: null };
  try {
    for (const [place, account] of accounts.entries()) {
      if (context.interruption.aborted || desk.sink.isClosed()) break;
      const visited = await visit(desk, account, { names, place }, outcome).catch((error: unknown) => {
        if (accounts.length === 1 || context.interruption.aborted || !isFailure(error)) throw error;
        return { account: null, principal: null, credentials: account.credentials, buckets: 0, failure: error };
      });
      const { failure, ...read } = visited;
      if (failure !== null) outcome.failures.push(failure);
      outcome.accounts.push({ ...read, error: failure === null ? null : failureDocument(failure) });
    }
  } finally {
    close();
  }
  return outcome;
}

type Visited = Omit<ReadAccount, 'error'> & { failure: Failure | null };

async function visit(desk: Desk, account: AccountToRead, { names, place }: { names: readonly string[]; place: number }, outcome: RunOutcome): Promise<Visited> {
  const open = await account.open();
  try {
    const windows = await openWindows(desk.options.all ? null : names, open, desk.context);
    const targets = targetsOf(open.clients, desk.options, names, (listed) => remember(listed, desk));
    // Identity and buckets are asked at the same time: neither needs the other.
    const [read, identity] = await Promise.all([readAccount(desk, open, { targets, windows, place }), identityUnlessStopped(open, desk.context)]);
    if (read.held.length > 0) outcome.record = await (await import('./prove-held.js')).proveHeld(desk, open, read);
    const { failure, buckets } = read;
    return { account: identity?.account ?? null, principal: identity?.arn ?? null, credentials: open.credentials, buckets, failure };
  } finally {
    open.clients.close();
  }
}

async function identityUnlessStopped({ identity }: OpenAccount, { interruption }: Context): Promise<Awaited<OpenAccount['identity']>> {
  return identity.catch((error: unknown) => {
    if (interruption.aborted) return null;
    throw error;
  });
}

/** The buckets whose purge windows stay open; what deals with windows is loaded only where there may be one. */
async function openWindows(names: readonly string[] | null, open: OpenAccount, context: Context): Promise<ReadonlySet<string>> {
  if (!mayHaveLeft(context.stateDirectory, 'purge windows')) return new Set();
  const { attendToWindows } = await import('../steps/window/attend-to-window.js');
  return attendToWindows(names, open, context);
}

/** Keeps the names for completion: those of the credentials that a command line can name, and of all regions. */
async function remember(names: readonly string[], { options, context }: Desk): Promise<void> {
  const { roleArns, accounts, profiles, selection } = options;
  if (roleArns.length > 0 || accounts !== null || profiles.length > 1 || selection.region !== null) return;
  const { rememberBuckets } = await import('../steps/remember-buckets.js');
  await rememberBuckets(names, context);
}
