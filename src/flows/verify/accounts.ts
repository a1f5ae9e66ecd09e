import { type Clients, connect } from '../../aws/connection/clients.js';
import { assumeRole } from '../../aws/credentials/assume-role.js';
import { whoAmI } from '../../aws/identities/identity.js';
import type { Context } from '../../context.js';
import type { Identity } from '../../core/signers/identity.js';
import { parseAccounts } from '../../core/verify/accounts-file.js';
import type { VerifyOptions } from '../../core/verify/options.js';
import { sourceInWords } from '../steps/sign-in/credential-words.js';
import { readOnlyConnection } from '../steps/sign-in/read-only-connection.js';
import { textOfFile } from '../steps/text-of-file.js';

/** A way into an account. */
export type OpenAccount = { clients: Clients; identity: Promise<Identity | null>; credentials: string };

/** An account to be read; it is opened when its turn comes, so that one that cannot be opened stops no other. */
export type AccountToRead = {
  /** In words, for example `profile audit`; empty where it is known only once it is open. */
  credentials: string;
  /** @throws Failure */
  open(): Promise<OpenAccount>;
};

/** The accounts of one run. */
type AccountsToRead = { accounts: AccountToRead[]; close(): void };

/**
 * Finds the accounts to read: of the credentials that are there, of several profiles, or behind roles.
 * @param context its head is filled in with whoever signs for the whole run: nobody where there are several profiles
 * @throws Failure where the roles cannot be assumed at all, for want of credentials to do it with
 */
export async function accountsToRead(options: VerifyOptions, context: Context): Promise<AccountsToRead> {
  const { roleArns, accounts, profiles } = options;
  const settings = { ...context.connection, maxSockets: Math.max(context.connection.maxSockets, options.concurrency) };
  const own = { ...context, connection: settings };
  if (roleArns.length > 0 || accounts !== null) return behindRoles(options, own);
  if (profiles.length < 2) return { accounts: [{ credentials: '', open: () => opened(own) }], close: () => undefined };
  const visits = profiles.map((profile): AccountToRead => {
    const visiting: Context = { ...own, connection: { ...settings, profile }, head: { account: null, partition: null, principal: null } };
    return { credentials: `profile ${profile}`, open: () => opened(visiting) };
  });
  return { accounts: visits, close: () => undefined };
}

async function opened(context: Context): Promise<OpenAccount> {
  const { clients, identity } = await readOnlyConnection(context);
  return { clients, identity, credentials: sourceInWords(clients.credentials.source) };
}

async function behindRoles(options: VerifyOptions, context: Context): Promise<AccountsToRead> {
  const base = await readOnlyConnection(context);
  const partition = (await base.identity)?.partition ?? 'aws';
  const arns = [...options.roleArns, ...(await rolesOfAccounts(options, partition, context))];
  const visits = [...new Set(arns)].map((roleArn): AccountToRead => ({ credentials: `role ${roleArn}`, open: () => assumed(base.clients, roleArn, context) }));
  return { accounts: visits, close: () => base.clients.close() };
}

async function rolesOfAccounts({ accounts }: VerifyOptions, partition: string, context: Context): Promise<string[]> {
  if (accounts === null) return [];
  const ids = parseAccounts(await textOfFile(accounts.file, '--accounts', context), accounts.file);
  return ids.map((id) => `arn:${partition}:iam::${id}:role/${accounts.roleName}`);
}

async function assumed(base: Clients, roleArn: string, context: Context): Promise<OpenAccount> {
  const credentials = await assumeRole(base, roleArn);
  const clients = await connect(context.connection, credentials);
  const identity = whoAmI(clients);
  // Awaited later; until then a rejection must not count as unhandled.
  identity.catch(() => undefined);
  return { clients, identity, credentials: `role ${roleArn}` };
}
