import { describe, expect, it } from 'vitest';
import { parseAccounts } from '../../../src/core/verify/accounts-file.js';
import { refusalOf } from './support/refusals.js';

const ONE = '111122223333';
const OTHER = '444455556666';
const listed = (...Accounts: unknown[]) => JSON.stringify({ Accounts });

describe('the accounts to visit', () => {
  it.each<[string, string, string[]]>([
    ['a line each', `${ONE}\n${OTHER}\n`, [ONE, OTHER]],
    ['lines of Windows', `${ONE}\r\n${OTHER}\r\n`, [ONE, OTHER]],
    ['lines that end as they did on old Macs', `${ONE}\r${OTHER}`, [ONE, OTHER]],
    ['empty lines and indents', `\n  ${ONE}\n\t\n\t${OTHER}  `, [ONE, OTHER]],
    ['comments, on lines of their own and behind an id', `# all of them\n${ONE}# audit\n  # ${OTHER}\n${OTHER} # records # old`, [ONE, OTHER]],
    ['what follows an id', `${ONE} records\n${OTHER},scratch,active\n`, [ONE, OTHER]],
    ['a tab or a semicolon behind an id', `${ONE}\trecords\n${OTHER};scratch`, [ONE, OTHER]],
    ['an account named twice', `${ONE}\n${OTHER}\n${ONE}`, [ONE, OTHER]],
    ['an id that begins with zeros', '000000000001', ['000000000001']],
    ['what Organizations prints', listed({ Id: ONE, Status: 'ACTIVE', Name: 'records' }, { Id: OTHER, State: 'ACTIVE' }), [ONE, OTHER]],
    ['the same behind empty lines', `\n ${listed({ Id: ONE })}`, [ONE]],
    ['the same account twice', listed({ Id: ONE }, { Id: ONE }), [ONE]],
    ['ids as numbers', listed({ Id: Number(ONE) }), [ONE]],
    ['a last page', JSON.stringify({ Accounts: [{ Id: ONE }], NextToken: null }), [ONE]],
    ['a last page with an empty token', JSON.stringify({ Accounts: [{ Id: ONE }], NextToken: '' }), [ONE]],
  ])('are read from %s', (_form, text, ids) => {
    expect(parseAccounts(text, 'accounts.txt')).toEqual(ids);
  });

  it.each<[Record<string, unknown>, boolean]>([
    [{ Status: 'ACTIVE' }, true],
    [{ State: 'ACTIVE' }, true],
    [{}, true],
    [{ State: null, Status: null }, true],
    [{ Status: 'SUSPENDED' }, false],
    [{ State: 'CLOSED' }, false],
    [{ State: 'PENDING_ACTIVATION' }, false],
    [{ State: 'ACTIVE', Status: 'SUSPENDED' }, true],
    [{ State: 'PENDING_CLOSURE', Status: 'ACTIVE' }, false],
    [{ State: null, Status: 'SUSPENDED' }, false],
  ])('with %j count: %s', (said, counts) => {
    expect(parseAccounts(listed({ Id: ONE, ...said }, { Id: OTHER }), 'accounts.json')).toEqual(counts ? [ONE, OTHER] : [OTHER]);
  });

  it.each<[string, string, string]>([
    ['too short an id', `${ONE}\n11112222333`, '`11112222333` is not an account id of twelve digits'],
    ['too long an id', '1111222233334', '`1111222233334` is not an account id'],
    ['an id with dashes', '1111-2222-3333', '`1111-2222-3333` is not an account id'],
    ['a heading', `Id,Name\n${ONE},records`, '`Id` is not an account id'],
    ['a list of JSON', `["${ONE}"]`, 'is not an account id'],
    ['nothing', '', 'it names none'],
    ['comments only', `# ${ONE}\n`, 'it names none'],
    ['a document of something else', '{"Roots":[]}', 'it has no `Accounts`'],
    ['accounts that are no list', `{"Accounts":{"Id":"${ONE}"}}`, 'it has no `Accounts`'],
    ['half a document', `{"Accounts":[{"Id":"${ONE}"}`, 'it has no `Accounts`'],
    ['an empty list', listed(), 'it names none'],
    ['closed accounts only', listed({ Id: ONE, Status: 'SUSPENDED' }), 'it names none'],
    ['an id in a document that is none', listed({ Id: 'records' }), '`records` is not an account id'],
    ['an account without an id', listed({ Id: ONE }, { Name: 'records' }), 'account 2 of it has no `Id`'],
    ['an id that is null', listed({ Id: null }), 'account 1 of it has no `Id`'],
    ['one page of several', JSON.stringify({ Accounts: [{ Id: ONE }], NextToken: 'eyJOZXh0' }), 'one page of several'],
    ['one page without accounts', JSON.stringify({ Accounts: [], NextToken: 'eyJOZXh0' }), 'one page of several'],
    ['null for an account', listed(null), 'account 1 of it has no `Id`'],
    ['a text for an account', listed({ Id: ONE }, OTHER), 'account 2 of it has no `Id`'],
  ])('cannot be %s: exit 2', (_what, text, why) => {
    const refusal = refusalOf(() => parseAccounts(text, 'accounts.txt'));

    expect(refusal).toMatchObject({ kind: 'usage', exitCode: 2, message: expect.stringMatching(/^`accounts\.txt` /) });
    expect(refusal.message).toContain(why);
    expect(refusal.hints.at(-1)).toContain('`aws organizations list-accounts');
  });
});
