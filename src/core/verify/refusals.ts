import { Failure } from '../failures/failure.js';

/** Where credentials are refused, so that neither a region that is off ends a run, nor a key that is gone is tried on and on. */
type Refusals = {
  /** They were accepted in this region. */
  accepted(region: string | null): void;
  /**
   * What the failure of a bucket there means for the others.
   * @param isKnown somebody vouched for the credentials: STS said whose they are
   * @returns what to report of the bucket
   */
  refused(failure: Failure, region: string | null, isKnown: boolean): Failure;
  /** Why a bucket there need not be asked any more; `null` where it has to be. */
  standing(region: string | null): Failure | null;
  /** What the credentials are refused for everywhere; `null` where they are not. */
  everywhere(): Failure | null;
};

/** Makes the refusals of one account: none yet. */
export function makeRefusals(): Refusals {
  const accepting = new Set<string | null>();
  const off = new Map<string | null, Failure>();
  let everywhere: Failure | null = null;

  /** What AWS knows elsewhere and not there is refused by the region, as one that is not enabled does. */
  const isOfRegion = ({ kind }: Failure, region: string | null, isKnown: boolean): region is string =>
    region !== null && !accepting.has(region) && (kind === 'region-disabled' || (kind === 'unknown-access-key' && isKnown));

  return {
    accepted: (region) => void accepting.add(region),
    refused(failure, region, isKnown) {
      if (isOfRegion(failure, region, isKnown)) {
        const known = off.get(region) ?? regionDisabled(failure, region);
        off.set(region, known);
        return known;
      }
      if (failure.exitCode === 4) everywhere ??= failure;
      return failure;
    },
    standing: (region) => everywhere ?? off.get(region) ?? null,
    everywhere: () => everywhere,
  };
}

/**
 * A region that is not enabled for the account knows neither its keys nor its sessions; nor does one that has to be enabled
 * know sessions from the global endpoint of STS.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
 */
function regionDisabled(cause: Failure, region: string): Failure {
  return new Failure('region-disabled', `region ${region} refuses these credentials, most likely because it is not enabled for this account`, {
    hints: [
      'see the regions: `aws account list-regions`',
      `enable it: \`aws account enable-region --region-name ${region}\``,
      'a session from the global endpoint of STS is refused there as well: take one from a region, with `AWS_STS_REGIONAL_ENDPOINTS=regional`',
    ],
    aws: cause.aws,
    cause,
  });
}
