import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path of the executable that users run. */
export const program = fileURLToPath(new URL('../../bin/s3-mfa-delete.js', import.meta.url));

const scratch = mkdtempSync(path.join(tmpdir(), 's3-mfa-delete-bench-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** A directory that is removed when the benchmark ends. */
export function temporaryDirectory() {
  return mkdtempSync(path.join(scratch, 'x-'));
}

const home = temporaryDirectory();

/**
 * The environment of this process without AWS settings and proxies, and without NODE_EXTRA_CA_CERTS: Node 20 parses that
 * file at every start, which takes longer than the rest of the start.
 */
export const environment = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AWS_|S3_MFA_DELETE_|XDG_|NODE_|npm_|https?_proxy$|all_proxy$|no_proxy$)/i.test(name)),
  ),
  HOME: home,
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** What every start is measured against: Node with nothing to do. */
export const emptyNode = () => ({ file: process.execPath, args: ['-e', '0'], env: environment });

/** A command line of the program, with variables beside those of {@link environment}. */
export function ours(args, env = {}) {
  return () => ({ file: process.execPath, args: [program, ...args], env: { ...environment, ...env } });
}
