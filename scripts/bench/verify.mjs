import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { awsClis } from './aws-cli.mjs';
import { emptyNode, environment, ours } from './commands.mjs';
import { compare } from './rounds.mjs';

/** What `verify` of one bucket may take of the time of `aws s3api get-bucket-versioning`, by major version of the AWS CLI. */
const awsBounds = new Map([[1, 0.35], [2, 0.18]]);

/**
 * `verify` of one bucket (GetCallerIdentity, HeadBucket, GetBucketVersioning) against a practice account in a process of its
 * own; the AWS CLI asks the same server for less (GetBucketVersioning).
 */
export async function* verifyOneBucket() {
  const server = await startSandbox();
  try {
    const verify = ours(['verify', server.bucket, '--endpoint-url', server.endpoint], server.env);
    yield { what: 'verify / node -e 0', bound: 7, ...compare(verify, emptyNode, 10) };
    const clis = awsClis();
    for (const [major, bound] of awsBounds) {
      const cli = clis.get(major);
      if (cli === undefined) {
        yield { what: `verify / AWS CLI v${major}`, skipped: `there is no AWS CLI v${major} on the PATH` };
        continue;
      }
      const args = ['s3api', 'get-bucket-versioning', '--bucket', server.bucket, '--endpoint-url', server.endpoint];
      const opponent = () => ({ file: cli.file, args, env: { ...environment, ...server.env } });
      yield { what: `verify / ${cli.version}`, bound, ...compare(verify, opponent, 5) };
    }
  } finally {
    server.stop();
  }
}

async function startSandbox() {
  const { file, args, env } = ours(['sandbox', '--json', '--port', '0'])();
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { endpoint, region, root, buckets } = JSON.parse(line);
  return {
    endpoint,
    bucket: buckets.find(({ mfaDelete }) => mfaDelete === 'Enabled').name,
    env: { AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_ACCESS_KEY_ID: root.accessKeyId, AWS_SECRET_ACCESS_KEY: root.secretAccessKey },
    stop: () => child.kill(),
  };
}
