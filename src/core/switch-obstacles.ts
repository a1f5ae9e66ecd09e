import type { BucketInspection, Reading } from './bucket-state.js';
import { Failure } from './failure.js';
import type { Identity } from './identity.js';
import { statementsDenyingRootWithoutMfa } from './mfa-policy.js';
import type { WantedState } from './switch-target.js';

/** What stands in the way of a change (blockers) and what should be known about it (cautions). */
export type Obstacles = { blockers: Failure[]; cautions: string[] };

const nothing: Obstacles = { blockers: [], cautions: [] };

function unreadable(what: string, reading: Reading<unknown>, consequence: string): Obstacles {
  const code = reading.read ? '' : reading.code;
  return { blockers: [], cautions: [`the ${what} could not be read (${code}): ${consequence}`] };
}

/** AWS refuses MFA Delete beside any lifecycle configuration; whether disabled rules count is not documented. */
function lifecycle(found: BucketInspection, wanted: WantedState): Obstacles {
  if (wanted.mfaDelete !== 'Enabled' || found.state.mfaDelete === 'Enabled') return nothing;
  if (!found.lifecycleRules.read) {
    return unreadable('lifecycle configuration', found.lifecycleRules, 'if there is one, AWS will refuse the change and the code is spent');
  }
  const rules = found.lifecycleRules.value;
  if (rules === 0) return nothing;
  const blocker = new Failure(
    'lifecycle-in-the-way',
    `\`${found.name}\` has a lifecycle configuration (${rules} ${rules === 1 ? 'rule' : 'rules'}), and AWS does not allow one together with MFA Delete`,
    {
      hints: [
        `save it: \`aws s3api get-bucket-lifecycle-configuration --bucket ${found.name} > ${found.name}-lifecycle.json\``,
        `then remove it: \`aws s3api delete-bucket-lifecycle --bucket ${found.name}\``,
      ],
    },
  );
  return { blockers: [blocker], cautions: [] };
}

function bucketPolicy(found: BucketInspection, identity: Identity | null): Obstacles {
  if (!found.policy.read) {
    return unreadable('bucket policy', found.policy, 'if it denies requests without MFA context, it denies the root key as well');
  }
  if (found.policy.value === null || identity === null) return nothing;
  const statements = statementsDenyingRootWithoutMfa(found.policy.value, {
    action: 's3:PutBucketVersioning',
    bucket: found.name,
    partition: identity.partition,
    account: identity.account,
  });
  if (statements.length === 0) return nothing;
  const rootArn = `arn:${identity.partition}:iam::${identity.account}:root`;
  const blocker = new Failure(
    'mfa-policy-in-the-way',
    `the bucket policy of \`${found.name}\` (${statements.join(', ')}) denies requests without MFA context, and a long-term root key never has one`,
    {
      hints: [
        `add to the Condition of that statement: \`"ArnNotEquals": {"aws:PrincipalArn": "${rootArn}"}\``,
        'or remove the statement while you turn MFA Delete on',
      ],
    },
  );
  return { blockers: [blocker], cautions: [] };
}

function suspension(found: BucketInspection, wanted: WantedState): Obstacles {
  if (wanted.versioning !== 'Suspended' || found.state.versioning === 'Suspended') return nothing;
  const blockers: Failure[] = [];
  if (found.objectLock.read && found.objectLock.value.enabled) {
    blockers.push(new Failure('object-lock-in-the-way', `\`${found.name}\` has Object Lock, and AWS does not allow versioning to be suspended there`));
  }
  if (found.replicationRules.read && found.replicationRules.value > 0) {
    blockers.push(
      new Failure('replication-in-the-way', `\`${found.name}\` is a replication source, and AWS does not allow versioning to be suspended there`, {
        hints: [`remove the replication first: \`aws s3api delete-bucket-replication --bucket ${found.name}\``],
      }),
    );
  }
  return { blockers, cautions: [] };
}

function notices(found: BucketInspection, wanted: WantedState): Obstacles {
  const cautions: string[] = [];
  if (found.state.versioning === 'Unversioned' && wanted.versioning === 'Enabled') {
    cautions.push('versioning is turned on in the same call; AWS advises to wait 15 minutes before writing to or deleting from the bucket');
  }
  if (found.state.versioning === 'Suspended' && wanted.versioning === 'Enabled') {
    cautions.push('versioning is suspended now and is turned on again in the same call');
  }
  if (wanted.mfaDelete === 'Enabled' && found.objectLock.read && found.objectLock.value.enabled) {
    cautions.push('Object Lock is on too: both will apply, and a code does not override a lock');
  }
  if (wanted.mfaDelete === 'Enabled' && found.replicationRules.read && found.replicationRules.value > 0) {
    cautions.push('the bucket is a replication source: version deletes are not replicated, and the destination needs its own MFA Delete');
  }
  return { blockers: [], cautions };
}

/** Everything known to stand in the way of bringing this bucket to the wanted state, and everything to be said about it. */
export function obstaclesFor(
  found: BucketInspection,
  wanted: WantedState,
  setting: { identity: Identity | null },
): Obstacles {
  const all = [lifecycle(found, wanted), bucketPolicy(found, setting.identity), suspension(found, wanted), notices(found, wanted)];
  return { blockers: all.flatMap(({ blockers }) => blockers), cautions: all.flatMap(({ cautions }) => cautions) };
}
