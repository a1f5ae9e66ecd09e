import { type AwsCommandFlags, awsFlags, shellCommand } from '../aws-command.js';
import type { BucketInspection } from '../buckets/bucket-state.js';
import { Failure } from '../failures/failure.js';
import { mfaPolicyInTheWay } from '../policies/mfa-policy-in-the-way.js';
import type { Identity } from '../signers/identity.js';
import type { WantedState } from './target.js';

/** What stands in the way of a change (blockers) and what should be known about it (cautions). */
type Obstacles = { blockers: Failure[]; cautions: string[] };

/** What is known beside the bucket: who signs (`null` on servers without STS), and how the AWS CLI would get there. */
export type ObstacleSetting = { identity: Identity | null; cli: AwsCommandFlags };

const nothing: Obstacles = { blockers: [], cautions: [] };

const caution = (text: string): Obstacles => ({ blockers: [], cautions: [text] });

function unreadable(what: string, code: string, consequence: string): Obstacles {
  return caution(`the ${what} could not be read (${code}): ${consequence}`);
}

/** AWS refuses MFA Delete beside any lifecycle configuration; whether disabled rules count is not documented. */
function lifecycle(found: BucketInspection, wanted: WantedState, { cli }: ObstacleSetting): Obstacles {
  if (wanted.mfaDelete !== 'Enabled' || found.state.mfaDelete === 'Enabled') return nothing;
  if (!found.lifecycleRules.read) {
    return unreadable('lifecycle configuration', found.lifecycleRules.code, 'if there is one, AWS will refuse the change and the code is spent');
  }
  const rules = found.lifecycleRules.value;
  if (rules === 0) return nothing;
  const aws = (action: string): string => shellCommand(['aws', 's3api', action, '--bucket', found.name, ...awsFlags(found.region, cli)]);
  const blocker = new Failure(
    'lifecycle-in-the-way',
    `\`${found.name}\` has a lifecycle configuration (${rules} ${rules === 1 ? 'rule' : 'rules'}), and AWS does not allow one together with MFA Delete`,
    {
      hints: [
        '`s3-mfa-delete enable` can do both: it asks on a terminal; elsewhere add `--remove-lifecycle <backup-directory>`',
        `or save it by hand: \`${aws('get-bucket-lifecycle-configuration')} > ${shellCommand([`${found.name}-lifecycle.json`])}\``,
        `then remove it: \`${aws('delete-bucket-lifecycle')}\``,
      ],
    },
  );
  return { blockers: [blocker], cautions: [] };
}

function bucketPolicy(found: BucketInspection, { identity }: ObstacleSetting): Obstacles {
  const consequence = 'if it denies requests without MFA context, it denies the root key as well';
  if (!found.policy.read) return unreadable('bucket policy', found.policy.code, consequence);
  if (found.policy.value === null || identity === null) return nothing;
  const obstacle = mfaPolicyInTheWay(found.policy.value, identity, { action: 's3:PutBucketVersioning', bucket: found.name, called: 'change' });
  if (obstacle === 'unreadable') return caution(`the bucket policy is not a policy document: ${consequence}`);
  return obstacle === null ? nothing : { blockers: [obstacle], cautions: [] };
}

function suspension(found: BucketInspection, wanted: WantedState, { cli }: ObstacleSetting): Obstacles {
  if (wanted.versioning !== 'Suspended' || found.state.versioning === 'Suspended') return nothing;
  if (found.state.mfaDelete === 'Disabled') return { blockers: [needsNoCode(found, cli)], cautions: [] };
  const { objectLock, replicationRules } = found;
  const obstacles: Obstacles = { blockers: [], cautions: [] };
  for (const [what, reading] of [['Object Lock configuration', objectLock], ['replication configuration', replicationRules]] as const) {
    if (!reading.read) obstacles.cautions.push(...unreadable(what, reading.code, 'if there is one, AWS will refuse the change and the code is spent').cautions);
  }
  if (objectLock.read && objectLock.value.enabled) {
    const message = `\`${found.name}\` has Object Lock, and AWS does not allow versioning to be suspended there`;
    obstacles.blockers.push(new Failure('object-lock-in-the-way', message));
  }
  if (replicationRules.read && replicationRules.value > 0) {
    const remove = shellCommand(['aws', 's3api', 'delete-bucket-replication', '--bucket', found.name, ...awsFlags(found.region, cli)]);
    const message = `\`${found.name}\` is a replication source, and AWS does not allow versioning to be suspended there`;
    obstacles.blockers.push(new Failure('replication-in-the-way', message, { hints: [`remove the replication first: \`${remove}\``] }));
  }
  return obstacles;
}

/** A root key and a code are not spent where any administrator can do the same without. */
function needsNoCode({ name, region }: BucketInspection, cli: AwsCommandFlags): Failure {
  const suspend = ['aws', 's3api', 'put-bucket-versioning', '--bucket', name, '--versioning-configuration', 'Status=Suspended'];
  return new Failure('mfa-delete-off', `MFA Delete is not on in \`${name}\`, so suspending versioning takes neither the root user nor a code`, {
    hints: [`with any credentials that may: \`${shellCommand([...suspend, ...awsFlags(region, cli)])}\``],
  });
}

function notices(found: BucketInspection, wanted: WantedState): Obstacles {
  const cautions: string[] = [];
  const turnsOn = wanted.mfaDelete === 'Enabled' && found.state.mfaDelete === 'Disabled';
  if (found.state.versioning === 'Unversioned' && wanted.versioning === 'Enabled') {
    cautions.push('versioning is turned on in the same call; AWS advises to wait 15 minutes before writing to or deleting from the bucket');
  }
  if (found.state.versioning === 'Suspended' && wanted.versioning === 'Enabled') {
    cautions.push('versioning is suspended now and is turned on again in the same call');
  }
  if (turnsOn && found.objectLock.read && found.objectLock.value.enabled) {
    cautions.push('Object Lock is on too: both will apply, and a code does not override a lock');
  }
  if (turnsOn && found.replicationRules.read && found.replicationRules.value > 0) {
    cautions.push('the bucket is a replication source: version deletes are not replicated, and the destination needs its own MFA Delete');
  }
  return { blockers: [], cautions };
}

/** Everything known to stand in the way of bringing this bucket to the wanted state, and everything to be said about it. */
export function obstaclesFor(found: BucketInspection, wanted: WantedState, setting: ObstacleSetting): Obstacles {
  const all = [lifecycle(found, wanted, setting), bucketPolicy(found, setting), suspension(found, wanted, setting), notices(found, wanted)];
  return { blockers: all.flatMap(({ blockers }) => blockers), cautions: all.flatMap(({ cautions }) => cautions) };
}
