import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ours, temporaryDirectory } from './commands.mjs';
import { costOf } from './cost.mjs';
import { compare } from './rounds.mjs';
import { startSandbox } from './sandbox.mjs';

const BUCKET = 'deep-history';
const MANY = 1_000_000;
const FEW = 10_000;
/** Enough for starting up to be a small part, little enough for the slowest to be done in ten seconds. */
const COMPARED = 100_000;

/**
 * Planning a purge, which is listing all versions and deciding about each: whole processes, ours against clients that only
 * list, on the same practice account in a process of its own.
 */
export async function* listing() {
  yield* against(COMPARED);
  yield await memory();
}

async function* against(versions) {
  const server = await startSandbox('--versions', String(versions));
  try {
    const plan = planning(server);
    const python = '/usr/bin/python3';
    const script = fileURLToPath(new URL('boto3-listing.py', import.meta.url));
    const boto3 = () => ({ file: python, args: [script, server.endpoint, BUCKET], env: server.env });
    yield { what: `planning ${versions} versions / boto3 listing them`, bound: 1 / 4, ...compare(plan, boto3, 1) };
    const rclone = '/usr/bin/rclone';
    if (!existsSync(rclone)) return yield { what: 'planning / rclone lsf -R --s3-versions', skipped: 'there is no /usr/bin/rclone' };
    const file = path.join(temporaryDirectory(), 'rclone.conf');
    // With `provider = AWS` rclone puts the bucket's name in front of the host, which 127.0.0.1 cannot have.
    const settings = { type: 's3', provider: 'Other', force_path_style: true, env_auth: true, endpoint: server.endpoint, region: server.region };
    writeFileSync(file, `[practice]\n${Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`).join('')}`);
    const lsf = () => ({ file: rclone, args: ['--config', file, 'lsf', '-R', '--s3-versions', `practice:${BUCKET}`], env: server.env });
    yield { what: `the same / rclone lsf -R --s3-versions`, bound: 1, ...compare(plan, lsf, 1) };
  } finally {
    server.stop();
  }
}

/** What planning many takes at its peak, as a multiple of what planning few takes. */
async function memory() {
  const peaks = [];
  for (const versions of [FEW, MANY]) {
    const server = await startSandbox('--versions', String(versions));
    try {
      peaks.push((await costOf(planning(server)())).peakMiB);
    } finally {
      server.stop();
    }
  }
  const [few, many] = peaks;
  return { what: `peak memory, planning ${MANY} / ${FEW} versions`, bound: 1.3, ratio: many / few, rounds: [many, few] };
}

function planning({ endpoint, env }) {
  return ours(['purge', BUCKET, '--older-than', '0s', '--dry-run', '--quiet', '--endpoint-url', endpoint], env);
}
