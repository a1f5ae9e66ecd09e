import { notModelled, type WireRequest } from '../../types.js';
import type { Location } from './location.js';
import { routeTable } from './route-table.js';
import type { RouteRow } from './route.js';

/** An operation that was found for a request, with its name in AWS's spelling. */
export type Route = RouteRow & { readonly operation: string };

/** Headers that say nothing about the operation: who signs, how, and how the body travels. */
const everywhere = [
  'x-amz-date',
  'x-amz-content-sha256',
  'x-amz-security-token',
  'x-amz-user-agent',
  'x-amz-expected-bucket-owner',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-checksum-mode',
  'x-amz-decoded-content-length',
  'x-amz-trailer',
];

/**
 * Finds the operation.
 * @throws PracticeError 501 NotImplemented, naming what is not modelled: the operation, a query key or a header
 */
export function routeOf(request: WireRequest, location: Location): Route {
  // The SDK for JavaScript adds `x-id` with the operation's name; S3 ignores it.
  const keys = [...request.query.keys()].filter((key) => key !== 'x-id');
  const route = findRoute(request.method, aboutOf(location), keys);
  refuseUnknownKeys(route, keys);
  refuseUnknownHeaders(route, Object.keys(request.headers));
  return route;
}

type About = 'account' | 'bucket' | 'object';

function findRoute(method: string, about: About, keys: string[]): Route {
  const candidates = Object.entries(routeTable).filter(([, row]) => row.method === method && levelOf(row) === about);
  const found =
    candidates.find(([, row]) => row.subresource !== undefined && keys.includes(row.subresource)) ??
    candidates.find(([, row]) => row.subresource === undefined);
  if (found === undefined) throw notModelled(keys.length === 0 ? `${method} on the ${about}` : withQuery(method, about, keys));
  return { ...found[1], operation: found[0] };
}

function refuseUnknownKeys(route: Route, keys: string[]): void {
  const unknown = keys.filter((key) => key !== route.subresource && route.query?.includes(key) !== true);
  if (unknown.length === 0) return;
  // Without a subresource that is known, the unknown key may well name another operation.
  if (route.subresource === undefined) throw notModelled(withQuery(route.method, levelOf(route), unknown));
  throw notModelled(`the query key ${unknown.join(', ')} of ${route.operation}`);
}

function withQuery(method: string, about: About, keys: string[]): string {
  return `${method} on the ${about} with ?${keys.join('&')}`;
}

const makesObjects = ['PutObject', 'CreateMultipartUpload'];

/** Headers that change what an operation does are refused rather than ignored. */
function refuseUnknownHeaders(route: Route, headers: string[]): void {
  const meaningful = headers.filter((name) => /^(x-amz-|if-|range$)/.test(name) && !everywhere.includes(name));
  const unknown = meaningful.find(
    (name) =>
      !name.startsWith('x-amz-checksum-') &&
      !(name.startsWith('x-amz-meta-') && makesObjects.includes(route.operation)) &&
      route.headers?.includes(name) !== true,
  );
  if (unknown !== undefined) throw notModelled(`the header ${unknown} of ${route.operation}`);
}

function aboutOf({ bucketName, key }: Location): About {
  if (bucketName === '') return 'account';
  return key === '' ? 'bucket' : 'object';
}

function levelOf({ about }: RouteRow): About {
  return about === 'new-bucket' ? 'bucket' : about;
}
