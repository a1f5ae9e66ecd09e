import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { PracticeServer } from '../../e2e/support/practice-server.js';
import type { ProgramResult } from '../../support/built-program.js';
import { isolatedEnvironment } from '../../support/isolated-environment.js';
import { temporaryHome } from '../../support/temporary-home.js';

/** A key to sign with; temporary ones have a session token. */
export type Key = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** Who signs, where it is not the root user. With a `home` it is whoever the shared files in it name. */
export type ForeignRun = { as?: Key; home?: string };

/** Runs Debian's AWS CLI on the practice account. It is called by its full path: other versions may come first on PATH. */
export function awsCli(server: PracticeServer, args: string[], { as, home }: ForeignRun = {}): Promise<ProgramResult> {
  const env = { ...(home === undefined ? environment(server, as) : { ...isolatedEnvironment(home), AWS_DEFAULT_REGION: server.region }), AWS_PAGER: '' };
  return run('/usr/bin/aws', ['--endpoint-url', server.endpoint, '--output', 'json', ...args], env);
}

/** What the AWS CLI prints on stderr for an error of AWS, letter for letter; it ends with exit code 254. */
export function cliError(operation: string, code: string, message: string): string {
  return `\nAn error occurred (${code}) when calling the ${operation} operation: ${message}\n`;
}

/** One call of a boto3 client: `{ service: 's3', operation: 'list_object_versions', parameters: { Bucket: '…' } }`. */
export type Boto3Call = { service: 's3' | 'iam' | 'sts'; operation: string; parameters?: object; as?: Key };

/** What boto3 returned (all pages of an operation that has pages), or the error it raised. */
export type Boto3Answer = { pages: Record<string, unknown>[] } | { error: { status: number; code: string; message: string } };

/** Makes calls with Debian's boto3, one after the other. */
export async function boto3(server: PracticeServer, ...calls: Boto3Call[]): Promise<Boto3Answer[]> {
  const script = fileURLToPath(new URL('boto3-calls.py', import.meta.url));
  const { exitCode, stdout, stderr } = await run('/usr/bin/python3', [script, server.endpoint], environment(server), JSON.stringify(calls));
  if (exitCode !== 0) throw new Error(`boto3-calls.py ended with ${exitCode}: ${stderr}`);
  return JSON.parse(stdout) as Boto3Answer[];
}

/** Runs rclone with a remote `practice:` that is the practice account. */
export function rclone(server: PracticeServer, args: string[], { as }: ForeignRun = {}): Promise<ProgramResult> {
  const env = environment(server, as);
  const file = path.join(env.HOME, '.config', 'rclone', 'rclone.conf');
  mkdirSync(path.dirname(file), { recursive: true });
  // With `provider = AWS` rclone puts the bucket's name in front of the host, which 127.0.0.1 cannot have.
  const settings = { type: 's3', provider: 'Other', list_version: 2, list_url_encode: true, env_auth: true, endpoint: server.endpoint, region: server.region };
  writeFileSync(file, `[practice]\n${Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`).join('')}`);
  return run('/usr/bin/rclone', ['--config', file, '--retries', '1', '--low-level-retries', '1', ...args], env);
}

function environment(server: PracticeServer, key: Key = server.root): Record<string, string> & { HOME: string } {
  const home = temporaryHome();
  return {
    ...isolatedEnvironment(home),
    HOME: home,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    ...(key.sessionToken !== undefined && { AWS_SESSION_TOKEN: key.sessionToken }),
    // botocore does not read AWS_REGION.
    AWS_REGION: server.region,
    AWS_DEFAULT_REGION: server.region,
  };
}

async function run(program: string, args: string[], env: Record<string, string>, stdin = ''): Promise<ProgramResult> {
  const child = spawn(program, args, { env, stdio: 'pipe' });
  const exit = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  // A program that ends without reading its input is no error of the test.
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  const [exitCode, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  return { exitCode, stdout, stderr };
}
