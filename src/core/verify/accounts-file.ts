import { Failure } from '../failures/failure.js';
import { isOnePage } from './one-page.js';

const ACCOUNT = /^\d{12}$/;

/**
 * Reads the accounts to visit: one id a line (what follows it on the line, and `#` comments, are passed over), or what
 * `aws organizations list-accounts` prints, of which only active accounts count. One page of several is refused: the accounts of the others would not be visited.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 * @param path for messages
 * @throws Failure `usage`
 */
export function parseAccounts(text: string, path: string): string[] {
  const ids = text.trimStart().startsWith('{') ? idsInDocument(text, path) : idsInLines(text);
  const wrong = ids.find((id) => !ACCOUNT.test(id));
  if (wrong !== undefined) throw notAccounts(path, `\`${wrong}\` is not an account id of twelve digits`);
  if (ids.length === 0) throw notAccounts(path, 'it names none');
  return [...new Set(ids)];
}

function idsInLines(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim().replace(/[\s,;#][^]*/, ''))
    .filter((id) => id !== '');
}

function idsInDocument(text: string, path: string): string[] {
  const document = parsed(text);
  if (!Array.isArray(document?.Accounts)) throw notAccounts(path, 'it has no `Accounts`');
  if (isOnePage(document)) throw onePage(path);
  return document.Accounts.flatMap((entry, index) => {
    const { Id, State, Status } = (entry ?? {}) as Record<string, unknown>;
    if (Id === undefined || Id === null) throw notAccounts(path, `account ${index + 1} of it has no \`Id\``);
    // `State` takes the place of `Status`, which AWS retires in 2026.
    return (State ?? Status ?? 'ACTIVE') === 'ACTIVE' ? [String(Id)] : [];
  });
}

function parsed(text: string): { Accounts?: unknown; NextToken?: unknown } | null {
  try {
    return JSON.parse(text) as ReturnType<typeof parsed>;
  } catch {
    return null;
  }
}

function onePage(path: string): Failure {
  return new Failure('usage', `\`${path}\` is one page of several: it ends in a \`NextToken\`, and the accounts behind it would not be visited`, {
    hints: ['list all of them, without `--max-items`, `--max-results` and `--no-paginate`: `aws organizations list-accounts > accounts.json`'],
  });
}

function notAccounts(path: string, why: string): Failure {
  return new Failure('usage', `\`${path}\` does not list accounts: ${why}`, {
    hints: ['write one account id a line, or give what `aws organizations list-accounts` prints'],
  });
}
