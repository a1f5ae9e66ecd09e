import type { VersioningState } from './bucket-state.js';

/** A versioning state for people, for example `versioning on, MFA Delete off`. */
export function stateInWords({ versioning, mfaDelete }: VersioningState): string {
  const words = { Enabled: 'versioning on', Suspended: 'versioning suspended', Unversioned: 'never versioned' }[versioning];
  return mfaDelete === 'Enabled' ? `${words}, MFA Delete on` : `${words}, MFA Delete off`;
}
