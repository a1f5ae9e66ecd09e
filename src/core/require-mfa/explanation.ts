import { durationInWords } from '../text/quantities.js';
import type { MfaDemand } from './demand.js';

/** A part of a document, and what it means in plain words. */
export type Explanation = { part: string; meaning: string };

/** Explains the parts of a policy, in the order in which they stand there. */
export function explainPolicy(demand: MfaDemand, form: 'identity' | 'bucket'): Explanation[] {
  const everything = demand.actions.includes('*');
  return [
    { part: 'Effect Deny', meaning: 'takes rights away and gives none; a deny outweighs every allow, wherever that stands' },
    ...(form === 'bucket' ? [{ part: 'Principal *', meaning: 'everybody, in this account and in others' }] : []),
    everything
      ? { part: 'NotAction', meaning: 'everything but what it takes to register an MFA device and to get a session with it' }
      : { part: `Action ${demand.actions.join(', ')}`, meaning: 'what takes a code from now on' },
    form === 'bucket'
      ? { part: 'Resource', meaning: 'the bucket itself, and everything in it' }
      : { part: `Resource ${demand.resources.join(', ')}`, meaning: demand.resources.includes('*') ? 'all of it, wherever it lies' : 'nothing else' },
    ...explainConditions(demand),
    ...(form === 'bucket' ? [{ part: 'ArnNotEquals aws:PrincipalArn', meaning: 'but not the root user of the account: its key never has MFA context, and MFA Delete accepts no other key' }] : []),
  ];
}

function explainConditions({ style, maxAgeSeconds }: MfaDemand): Explanation[] {
  if (style === 'present') {
    return [{ part: 'BoolIfExists aws:MultiFactorAuthPresent false', meaning: 'where no code was given. Long-term keys do not have this key at all, and without IfExists they would get through' }];
  }
  return [
    { part: 'Null aws:MultiFactorAuthAge true', meaning: 'where no code was given: the age is there only after one' },
    ...(maxAgeSeconds === null
      ? []
      : [{ part: `NumericGreaterThan aws:MultiFactorAuthAge ${maxAgeSeconds}`, meaning: `where the code was given more than ${durationInWords(maxAgeSeconds * 1000)} ago` }]),
  ];
}

/** What people get wrong about such a policy. */
export function policyNotes(form: 'identity' | 'bucket'): string[] {
  return [
    'A session with MFA is not MFA Delete: AWS refuses every session token there, and asks the root user’s long-term key for a code of its own.',
    ...(form === 'bucket'
      ? [
          'Roles that were assumed without MFA are stopped too: those of EC2, Lambda and CI, replication and lifecycle jobs of other accounts.',
          'So are AWS services that write into the bucket, such as CloudTrail and access logs: do not use it on a bucket that collects logs.',
        ]
      : ['Attached to a role it stops everybody who assumed it without a code, programs above all.']),
  ];
}
