import { shellCommand } from '../../../core/aws-command.js';
import { type HeldKeyFinding, type HeldKeyOwner, type ListedKey, rootKeyControls, rootKeyExists, rootKeyExitCode, type RootKeyStatus } from '../../../core/root-keys/root-key-status.js';
import { lastFour, placeInWords } from '../../../core/root-keys/root-key.js';
import type { Identity } from '../../../core/signers/identity.js';
import { makesCodes } from '../../../core/signers/mfa-device.js';
import { isoTime } from '../../../core/text/instant.js';
import { deviceLabel } from '../../../mfa/device-label.js';
import type { Cell, Ui } from '../../../ui/ui.js';
import type { CommandResult } from '../../command-result.js';
import { dayInWords, lastUsedInWords, keyUseDocument } from './key-use.js';

/** Makes the result of `root-key status`: exit code, JSON document, and the lines for a person. */
export function rootKeyStatusResult(status: RootKeyStatus, identity: Identity): CommandResult {
  return { exitCode: rootKeyExitCode(status), document: documentOf(status), show: (ui) => show(status, identity, ui) };
}

function documentOf(status: RootKeyStatus): Record<string, unknown> {
  const { keysPresent, rootMfaEnabled, devices, keys, held } = status;
  return {
    rootKeyExists: rootKeyExists(status),
    accountAccessKeysPresent: keysPresent,
    rootMfaEnabled,
    devices: devices?.map((device) => ({ serialNumber: device.serialNumber, kind: device.kind, makesCodes: makesCodes(device) })) ?? null,
    keys: keys?.map(keyDocument) ?? null,
    heldKeys: held.map(heldDocument),
    controls: rootKeyControls,
  };
}

function keyDocument({ accessKeyId, status, createdAt, lastUsed }: ListedKey): Record<string, unknown> {
  return { accessKeyIdLast4: lastFour(accessKeyId), status, createdAt: isoTime(createdAt), lastUsed: keyUseDocument(lastUsed) };
}

function heldDocument({ accessKeyId, places, owner }: HeldKeyFinding): Record<string, unknown> {
  const known = owner.kind === 'root' || owner.kind === 'user';
  return {
    accessKeyIdLast4: lastFour(accessKeyId),
    owner: owner.kind,
    account: known ? owner.account : null,
    arn: known ? owner.arn : null,
    reason: owner.kind === 'unknown' ? owner.why : null,
    places: places.map((place) =>
      place.in === 'environment'
        ? { in: place.in, profile: null, file: null, variables: place.variables }
        : { in: place.in, profile: place.profile, file: place.file, variables: null },
    ),
  };
}

function show(status: RootKeyStatus, { account }: Identity, ui: Ui): void {
  const { devices, keys, held } = status;
  ui.result(`Root user of account ${account}`, 'strong');
  ui.resultTable({ head: ['What', 'Answer'], rows: [['access keys', presence(status)], ['signs in with MFA', mfa(status)], ['devices that make codes', deviceList(devices)]] });
  if (keys !== null && keys.length > 0) {
    ui.result('');
    ui.resultTable({ head: ['Root key', 'Status', 'Created', 'Last used'], rows: keys.map(keyRow) });
  }
  ui.result('');
  if (held.length === 0) ui.result('This machine holds no long-term access key, in profiles or variables.');
  else ui.resultTable({ head: ['Key held here', 'Whose', 'Where'], rows: held.map((key) => [`…${lastFour(key.accessKeyId)}`, whose(key.owner), key.places.map(placeInWords).join(', ')]) });
  ui.result('');
  showVerdict(status, ui);
}

function presence({ keysPresent, keys }: RootKeyStatus): Cell {
  if (keys !== null && keys.length > 0) return { text: String(keys.length), tone: 'bad' };
  if (keysPresent === null) return { text: 'unknown: iam:GetAccountSummary is denied', tone: 'warning' };
  return keysPresent ? { text: 'yes', tone: 'bad' } : { text: 'none', tone: 'good' };
}

function mfa({ rootMfaEnabled }: RootKeyStatus): Cell {
  if (rootMfaEnabled === null) return { text: 'unknown', tone: 'warning' };
  return rootMfaEnabled ? { text: 'yes', tone: 'good' } : { text: 'no', tone: 'bad' };
}

function deviceList(devices: RootKeyStatus['devices']): Cell {
  if (devices === null) return { text: 'unknown: listing MFA devices is denied', tone: 'warning' };
  const able = devices.filter(makesCodes).map((device) => deviceLabel(device));
  return able.length === 0 ? 'none that these credentials can see' : able.join(', ');
}

function keyRow({ accessKeyId, status, createdAt, lastUsed }: ListedKey): Cell[] {
  return [`…${lastFour(accessKeyId)}`, status, dayInWords(createdAt), lastUsedInWords(lastUsed)];
}

function whose(owner: HeldKeyOwner): Cell {
  switch (owner.kind) {
    case 'root':
      return { text: `root user of ${owner.account}`, tone: 'bad' };
    case 'user':
      return `${owner.arn.split(':').at(-1) ?? owner.arn} of ${owner.account}`;
    case 'refused':
      return { text: 'signs no more', tone: 'muted' };
    case 'unknown':
      return { text: `unknown (${owner.why})`, tone: 'warning' };
  }
}

/** With the profile that holds it, where one is known. Whoever can list root's keys can delete them: a session of root too. */
function howToDelete({ held, keys }: RootKeyStatus): string {
  const places = held.filter(({ owner }) => owner.kind === 'root').flatMap((key) => key.places);
  const place = places.find(({ in: where }) => where !== 'environment');
  const profile = place === undefined || place.in === 'environment' ? null : place.profile;
  if (profile !== null) return `To delete it: \`${shellCommand(['s3-mfa-delete', 'root-key', 'delete', '--profile', profile])}\``;
  if (places.length > 0) return 'To delete it: `s3-mfa-delete root-key delete`';
  return keys !== null && keys.length > 0 ? 'To delete it, with the credentials of this run: `s3-mfa-delete root-key delete`' : 'To delete it: `s3-mfa-delete root-key delete --profile <name>`';
}

function showVerdict(status: RootKeyStatus, ui: Ui): void {
  const exists = rootKeyExists(status);
  if (exists === null) return ui.result('It cannot be told whether there is a root access key.', 'warning');
  if (!exists) return ui.result('There is no root access key.', 'good');
  ui.result('Finding: a root access key exists.', 'bad');
  for (const { framework, controls } of rootKeyControls) ui.result(`  ${framework}: ${controls.join(', ')}`);
  ui.result(howToDelete(status));
}
