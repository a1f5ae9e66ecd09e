/**
 * Is the host Amazon's own? Regional, dual-stack and VPC endpoints of all partitions are.
 * https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function isAwsHost(hostname: string): boolean {
  return /(^|\.)(amazonaws\.com(\.cn)?|amazonaws\.eu|api\.aws|api\.amazonwebservices\.com\.cn)$/.test(hostname);
}
