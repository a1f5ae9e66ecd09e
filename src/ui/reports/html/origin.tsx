import type { ComponentChildren, VNode } from 'preact';
import { counted } from '../../../core/text/quantities.js';
import type { VerifyDocument } from '../../../core/verify/document.js';
import { moment } from './amounts.js';

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
