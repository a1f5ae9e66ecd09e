/**
 * Is the host Amazon's own? Regional, dual-stack and VPC endpoints of all partitions are.
 * https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function isAwsHost(hostname: string): boolean {
  return /(^|\.)(amazonaws\.com(\.cn)?|amazonaws\.eu|api\.aws|api\.amazonwebservices\.com\.cn)$/.test(hostname);
}

/** Could this be the name of a region? Checked before a name becomes part of a host name or of a command to type. */
export function isRegionName(name: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}
