import { awsClis } from './aws-cli.mjs';
import { emptyNode, ours } from './commands.mjs';
import { compare } from './rounds.mjs';
import { startSandbox } from './sandbox.mjs';

/** What `verify` of one bucket may take of the time of `aws s3api get-bucket-versioning`, by major version of the AWS CLI. */
const awsBounds = new Map([[1, 0.35], [2, 0.18]]);

/**
 * `verify` of one bucket (GetCallerIdentity, HeadBucket, GetBucketVersioning) against a practice account in a process of its
 * own; the AWS CLI asks the same server for less (GetBucketVersioning).
 */
export async function* verifyOneBucket() {
  const server = await startSandbox();
  try {
    const bucket = server.buckets.find(({ mfaDelete }) => mfaDelete === 'Enabled').name;
    const verify = ours(['verify', bucket, '--endpoint-url', server.endpoint], server.env);
    yield { what: 'verify / node -e 0', bound: 7, ...compare(verify, emptyNode, 10) };
    const clis = awsClis();
    for (const [major, bound] of awsBounds) {
      const cli = clis.get(major);
      if (cli === undefined) {
        yield { what: `verify / AWS CLI v${major}`, skipped: `there is no AWS CLI v${major} on the PATH` };
        continue;
      }
      const args = ['s3api', 'get-bucket-versioning', '--bucket', bucket, '--endpoint-url', server.endpoint];
      const opponent = () => ({ file: cli.file, args, env: server.env });
      yield { what: `verify / ${cli.version}`, bound, ...compare(verify, opponent, 5) };
    }
  } finally {
    server.stop();
  }
}
