import type { VNode } from 'preact';
import type { VerifyDocument } from '../../../core/verify/document.js';
import { Accounts } from './accounts.js';
import { moment } from './amounts.js';
import { BucketTable } from './bucket-table.js';
import { Changes } from './changes.js';
import type { Column } from './columns.js';
import { Controls } from './controls.js';
import { Expectations } from './expectations.js';
import { Leftovers } from './leftovers.js';
import { Meanings } from './meanings.js';
import { Origin } from './origin.js';
import { Summary } from './summary.js';

/** What the page is made of besides the document: the policy allows exactly this style and this script. */
type PageParts = { document: VerifyDocument; columns: readonly Column[]; policy: string; style: string; script: string };

/** The whole page, in the order in which an auditor asks. */
export function Page({ document, columns, policy, style, script }: PageParts): VNode {
  const whose = document.account === null ? 'MFA Delete on S3 buckets' : `MFA Delete on S3 buckets of account ${document.account}`;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content={document.tool} />
        <title>{`${whose}, ${moment(document.generatedAt)}`}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <a class="skip" href="#buckets">
          To the table of buckets
        </a>
        <header>
          <h1>{whose}</h1>
          <p>As read {document.source.kind === 'aws' ? 'from Amazon S3' : 'from AWS Config'} on {moment(document.generatedAt)}</p>
        </header>
        <main>
          <div class="beside">
            <Summary document={document} />
            <Origin document={document} />
          </div>
          <Accounts accounts={document.accounts} />
          <Changes changes={document.changes} />
          <BucketTable buckets={document.buckets} columns={columns} />
          <Expectations policy={document.policy} />
          <Leftovers leftovers={document.leftovers} />
          <Meanings />
          <Controls summary={document.summary} />
        </main>
        <footer>
          <p>
            Written by {document.tool} with <code>verify --format html</code>. This file loads nothing from the network.
          </p>
        </footer>
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  );
}
