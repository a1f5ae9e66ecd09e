/** Regions of the `aws` partition. AWS: "Regions and Availability Zones" (verified, as of 2026). */
const regions = new Set(
  `af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1
   ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1
   eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1
   me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2`.split(/\s+/),
);

/** Is this the name of a region of the `aws` partition? */
export function isRegion(name: string): boolean {
  return regions.has(name);
}

/** The regions of the partition that every account has. AWS: "Enable or disable AWS Regions in your account" (verified). */
const enabledByDefault = new Set(
  `ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1
   eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2`.split(/\s+/),
);

/** Does an account have this region only once it is enabled? */
export function isOptInRegion(name: string): boolean {
  return isRegion(name) && !enabledByDefault.has(name);
}
