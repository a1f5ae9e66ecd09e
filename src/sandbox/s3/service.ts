import type { OperationCall, WireAnswer, WireRequest } from '../types.js';
import { checkBodyDigests } from './body/body-digests.js';
import { withPayload } from './body/payload.js';
import { accessBucket } from './buckets/bucket-access.js';
import type { AccountCall, BucketCall, S3Account } from './call.js';
import { arnOf, requirePermission } from './permissions.js';
import { type Location, locationOf } from './routing/location.js';
import { type Route, routeOf } from './routing/routing.js';

/**
 * Finds the operation that a request asks S3 for; nothing is checked or done yet.
 * @throws PracticeError 501 for whatever is not modelled
 */
export function planS3(
  account: S3Account,
  request: WireRequest,
): { operation: string; run(call: OperationCall): WireAnswer } {
  const location = locationOf(request);
  const route = routeOf(request, location);
  return { operation: route.operation, run: (call) => runRoute(route, { ...call, account, location }) };
}

/**
 * The order of checks: body, bucket, region, owner, permission, then the operation's own (MFA, document, state).
 * The order is inferred; only each answer is sourced.
 */
function runRoute(route: Route, sent: AccountCall): WireAnswer {
  const call = { ...sent, request: withPayload(sent.request) };
  checkBodyDigests(call.request);
  if (route.about === 'account' || route.about === 'new-bucket') {
    requireAction(route, call);
    return route.run(call);
  }
  return accessBucket(call, route.operation, (bucketCall) => {
    requireAction(route, bucketCall);
    return route.run(bucketCall);
  });
}

function requireAction(route: Route, call: AccountCall | BucketCall): void {
  const { request, location } = call;
  const versioned = request.query.has('versionId') ? route.versionedAction : undefined;
  const action = versioned ?? route.action;
  if (action !== null) requirePermission(call, action, resourceOf(location));
}

function resourceOf({ bucketName, key }: Location): string | null {
  return bucketName === '' ? null : arnOf(bucketName, key);
}
