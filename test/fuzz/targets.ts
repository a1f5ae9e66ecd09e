import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { profileNamesIn } from '../../src/core/ini/profile-names.js';
import { removeSection, setInSection, settingsOf } from '../../src/core/ini/edit-sections.js';
import { profileSectionIn } from '../../src/core/ini/sections.js';
import { deviceOf } from '../../src/core/signers/mfa-device.js';
import { purgeDecider } from '../../src/core/purge/decide.js';
import { lifecyclePurge } from '../../src/core/purge/lifecycle-rules.js';
import { parseAccounts } from '../../src/core/verify/accounts-file.js';
import { parseBaseline } from '../../src/core/verify/baseline-file.js';
import { parseConfigAnswers } from '../../src/core/verify/config-answers.js';
import { parseExpectations } from '../../src/core/verify/expectations-file.js';
import { parseVersions } from '../../src/core/version-sources/parse-versions.js';
import { makeProcessSource } from '../../src/mfa/sources/process.js';
import { loadLifecycle } from '../../src/state/lifecycle-file.js';

/** One parser of text that comes from elsewhere. */
export type Target = {
  /** Also the folder of its corpus. */
  name: string;
  /** Texts that it takes, to begin from. */
  samples: readonly string[];
  /**
   * Reads one text, and what it holds is used as the program would. May throw a Failure and nothing else.
   * @param scratch a directory for files
   * @throws Error that says what is wrong with what was read
   */
  read(text: string, scratch: string): unknown;
};

const lifecycle = async (text: string, scratch: string): Promise<void> => {
  const file = path.join(scratch, 'lifecycle.json');
  writeFileSync(file, text);
  const { rules } = lifecyclePurge(await loadLifecycle(file, '--lifecycle', new AbortController().signal), 'Enabled');
  const decide = purgeDecider(rules);
  const version = { key: 'logs/a', versionId: 'v1', isLatest: false, isDeleteMarker: false, size: 5, lastModified: 0, storageClass: 'STANDARD', owner: null };
  decide({ version, noncurrentSince: 0, newerNoncurrent: 9, isExpiredMarker: false }, Date.UTC(2030, 0, 1), {});
};

const section = (text: string): void => {
  const ini = { file: 'credentials', bytes: Buffer.from(text) };
  const match = profileSectionIn('credentials', 'root');
  profileNamesIn('credentials', ini);
  settingsOf(ini, match);
  const left = { ...ini, bytes: removeSection(ini, match) };
  if (settingsOf(left, match) !== null) throw new Error('a section is still there after it was removed');
  const written = settingsOf({ ...ini, bytes: setInSection(left, 'root', { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE' }) }, match);
  if (written?.get('aws_access_key_id') !== 'AKIAIOSFODNN7EXAMPLE') throw new Error('a setting is not what was written');
};

const processOutput = async (text: string, scratch: string): Promise<void> => {
  const file = path.join(scratch, 'output');
  writeFileSync(file, text);
  const parts = { command: `cat ${file}`, from: '--mfa-process', env: { PATH: '/usr/bin:/bin' }, interruption: new AbortController().signal };
  const code = await makeProcessSource(parts).next({ device: deviceOf('GAHT12345678'), purpose: 'turn on MFA Delete', refusals: 0 });
  const runs = text.split(/[^0-9]+/).filter((digits) => digits.length === 6);
  if (runs.length !== 1 || runs[0] !== code) throw new Error(`${code} was taken from ${runs.length} runs of six digits`);
};

/** Every parser of outside text. */
export const targets: readonly Target[] = [
  {
    name: 'from',
    samples: [
      '{"Versions":[{"Key":"a.txt","VersionId":"3HL4kqtJlcpXroDTDmJ","Size":5,"IsLatest":true}],"DeleteMarkers":[{"Key":"b","VersionId":"null"}]}',
      '{"key":"a","versionId":"1"}\n{"Key":"b","VersionId":"2"}\n',
      'Key,VersionId\na.txt,1\n"b ""c""",2\n',
      'Bucket;Key;Version Id\nledger;a;1\n',
      '[{"key":"a","version_id":"1"}]',
    ],
    read: (text) => parseVersions(text, { origin: 'list', bucket: 'ledger' }),
  },
  {
    name: 'lifecycle',
    samples: [
      '{"Rules":[{"ID":"old","Status":"Enabled","Filter":{"Prefix":"logs/"},"NoncurrentVersionExpiration":{"NoncurrentDays":30,"NewerNoncurrentVersions":3}}]}',
      '{"Rules":[{"Status":"Enabled","Prefix":"","Expiration":{"ExpiredObjectDeleteMarker":true},"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":7}}]}',
      '{"Rules":[{"ID":"t","Status":"Disabled","Filter":{"And":{"Prefix":"a","Tags":[{"Key":"k","Value":"v"}],"ObjectSizeGreaterThan":5}},"Expiration":{"Date":"2026-01-01T00:00:00Z"}}]}',
    ],
    read: lifecycle,
  },
  {
    name: 'expectations',
    samples: [
      'schemaVersion: 1\nmustBeOn:\n  - ledger\n  - audit-*\nexceptions:\n  - bucket: scratch\n    by: ada@example.com\n    why: test data\n    until: 2027-01-01\n',
      '{"schemaVersion":1,"mustBeOn":["ledger"],"exceptions":[{"bucket":"scratch","by":"ada","why":"tests","until":"2027-01-01"}]}',
    ],
    read: (text) => parseExpectations(text, 'policy.yaml'),
  },
  {
    name: 'baseline',
    samples: ['{"schemaVersion":1,"command":"verify","generatedAt":"2026-01-01T00:00:00.000Z","account":"111122223333","buckets":[{"name":"ledger","account":"111122223333","verdict":"on","region":"us-east-1","versioning":"Enabled","mfaDelete":"Enabled","reason":null,"fix":null,"probe":null}]}'],
    read: (text) => parseBaseline(text, 'baseline.json'),
  },
  {
    name: 'config-answers',
    samples: ['{"Results":["{\\"resourceName\\":\\"ledger\\",\\"accountId\\":\\"111122223333\\",\\"awsRegion\\":\\"us-east-1\\",\\"configurationItemCaptureTime\\":\\"2026-01-01T00:00:00Z\\",\\"supplementaryConfiguration\\":{\\"BucketVersioningConfiguration\\":{\\"status\\":\\"Enabled\\",\\"isMfaDeleteEnabled\\":true}}}"]}'],
    read: (text) => parseConfigAnswers(text, 'answers.json'),
  },
  { name: 'accounts', samples: ['111122223333 production\n# none\n444455556666\n', '{"Accounts":[{"Id":"111122223333","Status":"ACTIVE"}]}'], read: (text) => parseAccounts(text, 'accounts.txt') },
  {
    name: 'sections',
    samples: ['[default]\naws_access_key_id = A\n\n[root]\naws_access_key_id=B\naws_secret_access_key = C\n# end\n', '\ufeff[profile x]\r\nregion = us-east-1\r\ns3 =\r\n  addressing_style = path\r\n[ root ]\r\nx=1', '["root"]\na = b ; c\n[root]\n'],
    read: section,
  },
  { name: 'process-output', samples: ['123456\n', 'code: 012345 (20 s left)', '1234567', '123456 654321'], read: processOutput },
];
