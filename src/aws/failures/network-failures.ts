import { Failure } from '../../core/failures/failure.js';
import { HtmlAnswer } from '../connection/answer-check.js';
import { cameBeforeHandshake } from '../transport/handshakes.js';
import { foreignStatusOf } from './aws-error.js';
import { answererOf, type FailureContext, requestInWords } from './words.js';

const connection = /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOST(UNREACH|DOWN)|ENET(UNREACH|DOWN)|ENOTFOUND|EAI_AGAIN|EADDRNOTAVAIL)$/;
const untrusted = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|INVALID_CA)$/;
const tls = /^(EPROTO|ERR_SSL_\w+)$/;
const brokenHttp = /^HPE_/;

/**
 * Explains what went wrong below the S3 protocol; `null` for errors of other kinds.
 * An interrupted request is not one of these: its caller knows.
 */
export function networkFailure(error: unknown, about: FailureContext): Failure | null {
  const foreign = foreignStatusOf(error);
  if (foreign !== null) return notAws(error, foreign, about);
  const code = codeOf(error);
  if (code === null) return null;
  if (untrusted.test(code)) {
    return new Failure('untrusted-certificate', `the certificate of ${hostOf(about)} is not trusted (${code})`, {
      hints: ['in a company network, give its CA certificate: `--ca-bundle <file.pem>` (or AWS_CA_BUNDLE)'],
      cause: error,
    });
  }
  if (brokenHttp.test(code)) return notAws(error, null, about);
  return new Failure('network', `${hostOf(about)} could not be reached for ${requestInWords(about)} (${code})`, {
    hints: [
      tls.test(code)
        ? 'it does not speak TLS as expected: check https:// or http:// in the endpoint, and the proxy'
        : 'check the network, the endpoint and the proxy (HTTPS_PROXY, NO_PROXY)',
      'see every request with `--debug`',
    ],
    cause: error,
  });
}

/** Is it certain that the request never left: no address, no connection, no handshake, no trust in the other side? */
export function certainlyNotSent(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return untrusted.test(code) || cameBeforeHandshake(error) || proxyHungUp(error) || causes(error).some(({ syscall }) => syscall === 'connect' || syscall === 'getaddrinfo');
}

function notAws(error: unknown, status: number | null, about: FailureContext): Failure {
  const what = error instanceof HtmlAnswer ? 'in HTML' : 'something that is not S3';
  return new Failure('not-aws', `${hostOf(about)} answered ${requestInWords(about)} ${what}${status === null ? '' : ` (status ${status})`}`, {
    hints: ['a proxy, a login page of the network or a web server answered in its place: check `--endpoint-url` and HTTPS_PROXY'],
    aws: status === null ? null : { code: null, httpStatus: status, requestId: null },
    cause: error,
  });
}

function hostOf(about: FailureContext): string {
  const answerer = answererOf(about);
  return answerer === 'AWS' ? 'the AWS endpoint' : answerer;
}

type SystemError = Error & { code?: unknown; syscall?: unknown };

/** The error, and those that Node collected when it tried several addresses. */
function causes(error: unknown): SystemError[] {
  if (!(error instanceof Error)) return [];
  const collected = 'errors' in error && Array.isArray(error.errors) ? (error.errors as SystemError[]) : [];
  return [error, ...collected];
}

/** What failed below the S3 protocol: Node's error code or the SDK's `TimeoutError`; `null` for everything else. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const codes = causes(error).map(({ code }) => String(code));
  const code = codes.find((candidate) => [connection, tls, untrusted, brokenHttp].some((kind) => kind.test(candidate)));
  if (code !== undefined) return code;
  if (proxyHungUp(error)) return 'the proxy closed the connection';
  return error.name === 'TimeoutError' ? 'timeout' : null;
}

/** The proxy library has no code for it. */
function proxyHungUp(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Proxy connection ended');
}
