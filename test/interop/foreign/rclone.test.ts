import { describe, expect, it } from 'vitest';
import { bucketFor, type PracticeServer, startPracticeServer } from '../../e2e/support/practice-server.js';
import { versionsOf } from './account.js';
import { rclone } from './clients.js';

const MFA_NEEDED = 'AccessDenied: Mfa Authentication must be used for this request';

describe('rclone on the practice account', () => {
  it('lists exactly the 2,500 versions that were put there', async () => {
    const server = await startPracticeServer('--versions', '2500');

    const files = await versionsIn(server, bucketFor(server, '2500 versions'));

    expect(new Set(files).size).toBe(2500);
    expect(files).toHaveLength(2500);
  });

  it('reads the versioning of a bucket', async () => {
    const server = await startPracticeServer();

    const states = [];
    for (const bucket of ['payments-protected', 'archive-suspended', 'uploads-unversioned']) {
      states.push((await rclone(server, ['backend', 'versioning', `practice:${bucket}`])).stdout.trim());
    }

    expect(states).toEqual(['Enabled', 'Suspended', 'Unversioned']);
  });

  it('turns plain versioning on, and cannot suspend it where MFA Delete is on, since it has no codes to send', async () => {
    const server = await startPracticeServer();

    const turnedOn = await rclone(server, ['backend', 'versioning', 'practice:uploads-unversioned', 'Enabled']);
    const refused = await rclone(server, ['backend', 'versioning', 'practice:payments-protected', 'Suspended']);

    expect(turnedOn).toMatchObject({ exitCode: 0, stdout: 'Enabled\n' });
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(MFA_NEEDED) });
  });

  it('deletes a file by a delete marker, and no version of it', async () => {
    const server = await startPracticeServer();
    const before = await versionsOf(server, 'payments-protected', 'readme.txt');

    const run = await rclone(server, ['deletefile', 'practice:payments-protected/readme.txt']);

    expect(run).toMatchObject({ exitCode: 0 });
    const { stdout } = await rclone(server, ['lsf', '-R', '--files-only', 'practice:payments-protected']);
    expect(stdout.trim().split('\n')).not.toContain('readme.txt');
    expect(await versionsOf(server, 'payments-protected', 'readme.txt')).toEqual(before);
  });

  it('is refused the clean-up of old versions', async () => {
    const server = await startPracticeServer();
    const before = await versionsOf(server, 'payments-protected', 'contracts/lease.txt');

    const run = await rclone(server, ['backend', 'cleanup-hidden', 'practice:payments-protected']);

    expect(run.exitCode).not.toBe(0);
    expect(run.stderr).toContain(MFA_NEEDED);
    expect(await versionsOf(server, 'payments-protected', 'contracts/lease.txt')).toEqual(before);
  });
});

async function versionsIn(server: PracticeServer, bucket: string): Promise<string[]> {
  const { stdout } = await rclone(server, ['lsf', '-R', '--files-only', '--s3-versions', `practice:${bucket}`]);
  return stdout.trim().split('\n');
}
