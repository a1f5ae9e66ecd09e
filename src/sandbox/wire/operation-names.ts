import { iamOperationNames } from '../iam/operations.js';
import { routeTable } from '../s3/routing/route-table.js';
import { stsOperationNames } from '../sts/operations.js';
import type { ServiceName } from '../types.js';

/** The operations that the practice account knows, in AWS's spelling. */
export const operationNames: Readonly<Record<ServiceName, readonly string[]>> = {
  s3: Object.keys(routeTable),
  iam: iamOperationNames,
  sts: stsOperationNames,
};
