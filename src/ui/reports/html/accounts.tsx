import type { VNode } from 'preact';
import { thousands } from '../../../core/text/quantities.js';
import type { ReadAccount } from '../../../core/verify/document.js';

/** Each account that was asked, where there are several or one could not be read. */
export function Accounts({ accounts }: { accounts: readonly ReadAccount[] }): VNode | null {
  if (accounts.length <= 1 && accounts.every(({ error }) => error === null)) return null;
  return (
    <section aria-labelledby="accounts">
      <h2 id="accounts">Accounts</h2>
      <div class="scroll" role="region" aria-label="Table of accounts" tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Identity</th>
              <th scope="col">Credentials</th>
              <th scope="col">Buckets</th>
              <th scope="col">Read</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map(({ account, principal, credentials, buckets, error }) => (
              <tr>
                <th scope="row">{account ?? 'not known'}</th>
                <td>{principal ?? '–'}</td>
                <td>{credentials}</td>
                <td>{thousands(buckets)}</td>
                <td>{error === null ? 'to its end' : `${error.kind}: ${error.message}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
