import { notModelled, type OperationCall, PracticeError, type ServiceName, type WireAnswer, type WireRequest } from '../types.js';
import { writeXml, type XmlElements } from './xml-writer.js';

/**
 * The AWS Query protocol, as IAM and STS speak it: the operation and its parameters arrive as a form, the answer is
 * `<XResponse><XResult>…</XResult><ResponseMetadata>…` or `<ErrorResponse>`.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */

/** Child elements of `<XResult>`; a list is `{ member: [...] }`, a map `{ entry: [{ key, value }] }`. */
export type QueryResult = XmlElements;

/** One operation of a Query service. */
export type QueryOperation = {
  /** Names of the parameters that are understood, besides Action and Version. Any other one is a loud 501. */
  readonly parameters: readonly string[];
  /** Names of the lists among them, whose items arrive as `Name.member.1…`, and may have parts of their own. */
  readonly lists?: readonly string[];
  /** Does the operation; `null` where AWS answers without an `<XResult>`. Throws PracticeError. */
  run(call: OperationCall, parameters: ReadonlyMap<string, string>): QueryResult | null;
};

/** Operations by action name, for example `ListMFADevices`. */
export type QueryOperations = Readonly<Record<string, QueryOperation>>;

/** The services that speak the Query protocol. */
export type QueryService = Exclude<ServiceName, 's3'>;

const versions = { iam: '2010-05-08', sts: '2011-06-15' } as const;
const namespaces = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
} as const;

/** A Query request taken apart. `operation` is `null` where the table has none of that name. */
type QueryRequest = { action: string; operation: QueryOperation | null; parameters: ReadonlyMap<string, string> };

/**
 * Reads a Query request: a form in the body, or (also legal) in the query.
 * @param operations the table of the service that the request is for
 */
export function readQueryRequest(request: WireRequest, operations: QueryOperations): QueryRequest {
  const form = request.method === 'POST' ? new URLSearchParams(request.body.toString('utf8')) : request.query;
  const parameters = new Map(form.entries());
  const action = parameters.get('Action') ?? '';
  const operation = Object.hasOwn(operations, action) ? (operations[action] ?? null) : null;
  return { action, operation, parameters };
}

/**
 * Runs a Query request and wraps its result.
 * @throws PracticeError 501 NotImplemented, naming it, for an operation or a parameter that is not modelled
 */
export function runQuery(service: QueryService, query: QueryRequest, call: OperationCall, requestId: string): WireAnswer {
  const { action, operation, parameters } = query;
  checkVersion(service, query);
  if (operation === null) throw notModelled(`${service}:${action}`);
  const known = ['Action', 'Version', ...operation.parameters];
  const isOfList = (name: string): boolean => operation.lists?.some((list) => name === list || name.startsWith(`${list}.member.`)) === true;
  const unknown = [...parameters.keys()].find((name) => !known.includes(name) && !isOfList(name));
  if (unknown !== undefined) throw notModelled(`the parameter ${unknown} of ${service}:${action}`);
  return queryAnswer(service, action, operation.run(call, parameters), requestId);
}

function checkVersion(service: QueryService, { action, parameters }: QueryRequest): void {
  const version = parameters.get('Version') ?? '';
  if (version === versions[service]) return;
  // AWS: IAM API Reference, Common Errors ("InvalidAction"); the text is likely, from public captures.
  throw new PracticeError(400, 'InvalidAction', `Could not find operation ${action} for version ${version}`);
}

function queryAnswer(service: QueryService, action: string, result: QueryResult | null, requestId: string): WireAnswer {
  const content: XmlElements = {
    ...(result === null ? {} : { [`${action}Result`]: result }),
    ResponseMetadata: { RequestId: requestId },
  };
  const body = writeXml(`${action}Response`, content, namespaces[service]);
  return { status: 200, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

/** The `<ErrorResponse>` envelope. AWS blames the sender for everything below 500. */
export function queryErrorAnswer(service: QueryService, error: PracticeError, requestId: string): WireAnswer {
  const content: XmlElements = {
    Error: { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message, ...error.extras },
    RequestId: requestId,
  };
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId, ...error.headers };
  return { status: error.status, headers, body: writeXml('ErrorResponse', content, namespaces[service], { declaration: false }) };
}

/**
 * The items of a list parameter, in order.
 * @param list for example `ActionNames`, or `ContextEntries.member.1.ContextKeyValues`
 */
export function listParameter(parameters: ReadonlyMap<string, string>, list: string): string[] {
  const items: string[] = [];
  for (let place = 1; parameters.has(`${list}.member.${place}`); place += 1) items.push(parameters.get(`${list}.member.${place}`) ?? '');
  return items;
}
