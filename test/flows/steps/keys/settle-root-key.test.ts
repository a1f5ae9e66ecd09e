import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/core/failures/failure.js';
import { settleRootKey } from '../../../../src/flows/steps/keys/settle-root-key.js';
import { signIn } from '../../../../src/flows/steps/sign-in/sign-in.js';
import type { RunRecord } from '../../../../src/state/run-record.js';
import { practiceContext } from '../../../support/practice-context.js';
import { rootKeys } from '../../support/root-keys.js';

/** A record on a disk that is full by the time that the key is settled. */
const fullBySettling: RunRecord = {
  path: 'records/full.ndjson',
  write({ event }) {
    if (event === 'root-key-settled') throw new Failure('local-file', 'the record of this run cannot be written');
  },
  close: () => undefined,
};

describe('a root key whose end cannot be recorded', () => {
  it.each([
    ['delete', 'deleted', []],
    ['deactivate', 'deactivated', [{ status: 'Inactive' }]],
  ] as const)('is said to be what it is: %s', async (asked, outcome, keys) => {
    const aws = await practiceContext();

    let ending: Awaited<ReturnType<typeof settleRootKey>> = null;

    const run = await aws.run('enable', async (context) => {
      const signedIn = await signIn({ anyReader: false, isDryRun: false, ephemeralRootKey: false }, context);
      const recording = { clients: signedIn.clients, steadyClients: signedIn.clients, ephemeralKey: null, release: async () => null, record: fullBySettling, owner: null };
      ending = await settleRootKey({ asked, mayAsk: false }, [], signedIn, recording, context);
      signedIn.clients.close();
      return { exitCode: 0, document: null, show: () => undefined };
    });

    expect(ending).toMatchObject({ outcome, failure: { kind: 'local-file' } });
    expect(rootKeys(aws)).toMatchObject(keys);
    expect(run.narration).not.toContain('hint: delete it');
  });
});
