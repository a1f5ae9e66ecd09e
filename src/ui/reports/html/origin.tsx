import type { ComponentChildren, VNode } from 'preact';
import type { ReadAccount, VerifyDocument } from '../../../core/verify/document.js';
import { counted, moment } from './amounts.js';

/** Who asked, with which identity, when, what, and where the answers come from. */
export function Origin({ document }: { document: VerifyDocument }): VNode {
  const { accounts, dropped, principal, tool, generatedAt, source } = document;
  return (
    <section aria-labelledby="origin">
      <h2 id="origin">Who asked, and when</h2>
      <dl class="facts">
        <Fact term="Identity">{principal ?? 'not known: the server has no STS'}</Fact>
        <Fact term="Credentials">{accounts.length === 1 ? accounts[0]?.credentials : counted(accounts.length, 'set', 'sets, see below')}</Fact>
        <Fact term="Account">{document.account ?? 'not known'}</Fact>
        <Fact term="Partition">{document.partition ?? 'not known'}</Fact>
        <Fact term="Time">
          <time datetime={generatedAt}>{moment(generatedAt)}</time>
        </Fact>
        <Fact term="Program">{tool}</Fact>
        <Fact term="Source">{source.kind === 'aws' ? 'GetBucketVersioning of each bucket, in this run' : recordedBetween(source)}</Fact>
        {dropped.length === 0 ? null : <Fact term="Deleted meanwhile">{dropped.join(', ')}</Fact>}
      </dl>
      {accounts.length > 1 || accounts.some(({ error }) => error !== null) ? <Accounts accounts={accounts} /> : null}
    </section>
  );
}

function recordedBetween({ oldest, newest }: VerifyDocument['source']): string {
  if (oldest === null || newest === null) return 'AWS Config';
  return `AWS Config, recorded between ${moment(oldest)} and ${moment(newest)}`;
}

function Fact({ term, children }: { term: string; children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Accounts({ accounts }: { accounts: readonly ReadAccount[] }): VNode {
  return (
    <div class="scroll" role="region" aria-label="Accounts" tabindex={0}>
      <table>
        <caption>Accounts</caption>
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
              <td>{buckets.toLocaleString('en')}</td>
              <td>{error === null ? 'to its end' : `${error.kind}: ${error.message}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
