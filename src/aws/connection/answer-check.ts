import type { Readable } from 'node:stream';
import type { DeserializeMiddleware, HttpRequest, HttpResponse, MetadataBearer, Pluggable } from '@smithy/types';
import type { ServiceName } from './endpoints.js';

/** What a request's answer tells beside its content. */
export type AnswerNotes = {
  /** One line per request, for `--debug`; never headers, bodies or queries. */
  debug: ((line: string) => void) | null;
  /** Told how far the server's clock is ahead of this one (ms), from the Date header, which has whole seconds. */
  noteClock(offset: number): void;
};

/** Something answered in HTML: a proxy, a captive portal, a web server; never S3, IAM or STS. */
export class HtmlAnswer extends Error {
  override readonly name = 'HtmlAnswer';
  readonly $metadata: { httpStatusCode: number };

  constructor(httpStatusCode: number) {
    super(`HTML answer with status ${httpStatusCode}`);
    // The SDK's retries look at the status here.
    this.$metadata = { httpStatusCode };
  }
}

/** What a request is, for the lines of `--debug`. */
type AskedFor = { service: ServiceName; operation: string; request: Pick<HttpRequest, 'method' | 'hostname' | 'port' | 'path'> };

/**
 * Sends a request and looks at its answer before it is parsed. HTML is refused, because the SDK reads a well-formed HTML
 * page with status 200 as an answer in which everything is left out, such as "never versioned".
 * @param send sends it, and has the answer unparsed
 * @throws HtmlAnswer, and what `send` throws
 */
export async function checkedAnswer(asked: AskedFor, notes: AnswerNotes, send: () => Promise<HttpResponse>): Promise<HttpResponse> {
  const startedAt = process.hrtime();
  const response = await send().catch((error: unknown) => {
    logTo(notes, asked, startedAt, error instanceof Error ? ('code' in error ? String(error.code) : error.name) : 'failed');
    throw error;
  });
  const { statusCode, headers, body } = response;
  const id = headers['x-amz-request-id'] ?? headers['x-amzn-requestid'];
  logTo(notes, asked, startedAt, String(statusCode), id ? ` request-id ${id}` : '');
  const serverTime = Date.parse(headers.date ?? '');
  if (!Number.isNaN(serverTime)) notes.noteClock(serverTime - Date.now());
  if (/^text\/html\b/i.test(headers['content-type'] ?? '')) {
    // Unread, it would keep its connection busy.
    (body as Readable).destroy();
    throw new HtmlAnswer(statusCode);
  }
  return response;
}

function logTo({ debug }: AnswerNotes, { service, operation, request }: AskedFor, startedAt: [number, number], result: string, id = ''): void {
  if (debug === null) return;
  const { method, hostname, port, path } = request;
  const host = port === undefined ? hostname : `${hostname}:${port}`;
  debug(`${service} ${operation} ${method} ${host}${path} ${result} ${elapsedMs(startedAt)} ms${id}`);
}

/** SDK plugin that sees every answer before it is parsed; see {@link checkedAnswer}. */
export function answerCheck(service: ServiceName, notes: AnswerNotes): Pluggable<object, MetadataBearer> {
  const middleware: DeserializeMiddleware<object, MetadataBearer> = (next, context) => async (args) => {
    const operation = String(context.commandName).replace(/Command$/, '');
    let result: Awaited<ReturnType<typeof next>> | undefined;
    await checkedAnswer({ service, operation, request: args.request as HttpRequest }, notes, async () => {
      result = await next(args);
      return result.response as HttpResponse;
    });
    return result as Awaited<ReturnType<typeof next>>;
  };
  return {
    applyToStack(stack) {
      // After the SDK's deserializer, so that the answer is still as it came.
      stack.add(middleware, { step: 'deserialize', priority: 'low', name: 'answerCheck' });
    },
  };
}

/** Not by `performance`: the first look at it loads more than most runs need. */
function elapsedMs(startedAt: [number, number]): number {
  const [seconds, nanoseconds] = process.hrtime(startedAt);
  return Math.round(seconds * 1e3 + nanoseconds / 1e6);
}
