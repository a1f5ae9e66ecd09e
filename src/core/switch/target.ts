import type { MfaDelete, Versioning, VersioningState } from '../buckets/bucket-state.js';

/** The three commands that flip the switch. */
export type SwitchName = 'enable' | 'disable' | 'suspend';

/** What a PutBucketVersioning asks for: AWS wants both elements whenever MFA Delete is concerned. */
export type WantedState = { versioning: Exclude<Versioning, 'Unversioned'>; mfaDelete: MfaDelete };

/** One way to flip the switch. */
export type SwitchTarget = {
  name: SwitchName;
  /** What it does, as a verb phrase: `turn on MFA Delete`. */
  verb: string;
  /** The same, done: `MFA Delete is on`. */
  done: string;
  /** The state to ask for, given the state now; `null` where there is nothing to do. */
  wanted(now: VersioningState): WantedState | null;
};

/** What `enable`, `disable` and `suspend` want of a bucket. */
export const switchTargets: Record<SwitchName, SwitchTarget> = {
  enable: {
    name: 'enable',
    verb: 'turn on MFA Delete',
    done: 'MFA Delete is on',
    wanted: (now) =>
      now.versioning === 'Enabled' && now.mfaDelete === 'Enabled' ? null : { versioning: 'Enabled', mfaDelete: 'Enabled' },
  },
  disable: {
    name: 'disable',
    verb: 'turn off MFA Delete',
    done: 'MFA Delete is off',
    // Versioning stays as it is: a Status of Suspended would suspend it on the way.
    wanted: (now) =>
      now.mfaDelete === 'Disabled' || now.versioning === 'Unversioned' ? null : { versioning: now.versioning, mfaDelete: 'Disabled' },
  },
  suspend: {
    name: 'suspend',
    verb: 'suspend versioning',
    done: 'versioning is suspended',
    wanted: (now) => (now.versioning === 'Enabled' ? { versioning: 'Suspended', mfaDelete: now.mfaDelete } : null),
  },
};
