/**
 * What the examples in help need, in the words of test/documents/support/setup.ts: by the whole example without the program's
 * name, or by how it begins. The longest that fits holds.
 */
export const setups: Record<string, string> = {
  'enable': 'ledger off, audit-logs off',
  'enable ledger --dry-run': 'ledger off, as auditor',
  'enable ledger --ephemeral-root-key': 'ledger off, as root-session',
  'disable': 'ledger on, logs on',
  'suspend': 'ledger on',
  'verify': 'ledger on, audit-logs on, as auditor',
  'verify ledger --probe': 'ledger on, as admin',
  'verify --all': 'ledger on, as auditor, exits 1',
  'verify --all --from-config': 'as nobody',
  'verify --all --watch': 'ledger on, as auditor, exits 130',
  'delete-version': 'ledger on',
  'purge': 'ledger on',
  'restore': 'ledger on',
  'root-key': 'as root',
  'root-key status': 'as auditor, exits 1',
  'root-key delete --assume-root': 'as admin',
  'session': 'as alice',
  'session check ledger': 'ledger on, as alice',
  'policy': 'ledger on, as root',
  'sandbox': 'as nobody, exits 130',
  'sandbox --list-faults': 'as nobody',
  'completion': 'as nobody',
};

const requireMfa = (target: string): string => `s3-mfa-delete policy attach ${target} --yes --profile root`;

/** What was done before, likewise. */
export const before: Record<string, string[]> = {
  'session check': [requireMfa('--user alice'), 's3-mfa-delete session'],
  'policy prove --user': [requireMfa('--user alice')],
  'policy prove --group': [requireMfa('--group staff')],
  'policy detach --user': [requireMfa('--user alice')],
  'policy detach --group': [requireMfa('--group staff')],
  'policy detach --role': [requireMfa('--role deployer')],
};

/** The value whose key is the longest beginning of an example. */
export function longestFor<T>(table: Readonly<Record<string, T>>, example: string): T | undefined {
  const typed = example.slice(example.indexOf('s3-mfa-delete ') + 's3-mfa-delete '.length);
  const [best] = Object.keys(table).filter((beginning) => typed.startsWith(beginning)).sort((a, b) => b.length - a.length);
  return best === undefined ? undefined : table[best];
}
