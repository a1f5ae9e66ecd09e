import { expect, it } from 'vitest';
import type { PlannedPurge } from '../../../../src/flows/steps/purge/plan-purge.js';
import { purgeResult } from '../../../../src/flows/steps/purge/purge-result.js';
import type { UncodedFailure } from '../../../../src/flows/steps/purge/purge-without-codes.js';
import { piped } from '../../../support/terminal-ui.js';

const planned: PlannedPurge = {
  summary: { versions: 0, deleteMarkers: 0, bytes: 0, oldest: null, prefixes: [], markersToMake: 0, codes: 0 },
  ...{ uploads: 30, seen: 0, tagsUnread: 0, plan: null },
  rules: { disabled: [], notCarriedOut: [], names: [], allVersions: false },
};

const denied = (index: number): UncodedFailure => ({ action: 'abort-upload', key: `upload-${index}`, code: 'AccessDenied', message: 'Access Denied' });

it.each([[20, ''], [21, '… and 1 more; the document that `--json` prints has all of them']])('of %i uploads that could not be aborted twenty are shown, and it is said where the rest is', (count, rest) => {
  const failures = Array.from({ length: count }, (_, index) => denied(index));
  const uncoded = { marked: 0, aborted: 0, uploadsGone: 0, failures };
  const { ui, stdout, stderr } = piped();

  const result = purgeResult({ exitCode: 0, document: {}, show: () => undefined }, { planned, dryRun: false, leftAlone: { gone: 0, changed: 0 }, uncoded });
  result.show(ui);

  expect(result.exitCode).toBe(1);
  expect(stdout.text()).toContain('upload-19');
  expect(stdout.text()).not.toContain('upload-20');
  expect(stderr.text().trim()).toBe(rest);
});
