import { connect, createServer, type Socket } from 'node:net';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { HttpRequest } from '@smithy/core/protocols';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { putVersioning, readVersioning } from '../../../src/aws/buckets/bucket-versioning.js';
import { codedFailure, toFailure } from '../../../src/aws/failures/failures.js';
import { whoAmI } from '../../../src/aws/identities/identity.js';
import { mintOneTimeCode } from '../../../src/core/one-time-code.js';
import { hangUp, html, inTurn, listen, serve, xml } from '../support/canned-server.js';
import { serveTls } from '../support/certificates.js';
import { clientsOf } from '../support/connection.js';
import { failureOf } from '../support/failing.js';

const code = mintOneTimeCode('arn:aws:iam::111122223333:mfa/phone', '314159');
const change = { bucket: 'ledger', region: null, expectedOwner: null, versioning: 'Enabled', mfaDelete: 'Enabled' } as const;
const versioning = xml(200, '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>');

// The SDK waits a random part of its pauses between retries.
beforeEach(() => {
  const random = vi.spyOn(Math, 'random').mockReturnValue(0);
  return () => random.mockRestore();
});

describe('a read', () => {
  test('that is refused names the endpoint and what to check', async () => {
    const { url, stop } = await serve(hangUp);
    await stop();
    const failure = await failureOf(readVersioning(await clientsOf(url), 'ledger', null));
    expect(failure).toMatchObject({ kind: 'network', exitCode: 3, message: expect.stringContaining(new URL(url).host) });
  });

  test('that is reset is tried again, and reported when it goes on', async () => {
    const { url, seen } = await serve(hangUp);
    expect(await failureOf(readVersioning(await clientsOf(url), 'ledger', null))).toMatchObject({ kind: 'network', message: expect.stringContaining('ECONNRESET') });
    expect(seen).toHaveLength(4);
  });

  test('that is reset once succeeds', async () => {
    const { url } = await serve(inTurn(hangUp, versioning));
    expect(await readVersioning(await clientsOf(url), 'ledger', null)).toMatchObject({ versioning: 'Enabled' });
  });

  test('of a host without an address is reported', async () => {
    expect(await failureOf(readVersioning(await clientsOf('https://s3.invalid'), 'ledger', null))).toMatchObject({ kind: 'network' });
  });

  test('from something that does not speak HTTP is not taken for S3', async () => {
    const server = createServer((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await failureOf(readVersioning(await clientsOf(`http://127.0.0.1:${port}`), 'ledger', null))).toMatchObject({ kind: 'not-aws' });
    server.close();
  });

  test('over TLS from a server without TLS says so', async () => {
    const { port } = await serve(versioning);
    const failure = await failureOf(readVersioning(await clientsOf(`https://127.0.0.1:${port}`), 'ledger', null));
    expect(failure).toMatchObject({ kind: 'network', hints: expect.arrayContaining([expect.stringContaining('TLS')]) });
  });
});

describe('a web page instead of an answer is never taken for one', () => {
  test.each([
    ['that would parse as "never versioned"', html(200)],
    ['that does not parse', html(200, '<!doctype html><p>Sign in <br> to the network')],
    ['that refuses', html(403)],
    ['that comes from a gateway', html(502)],
  ])('%s', async (_name, answer) => {
    const { url } = await serve(answer);
    expect(await failureOf(readVersioning(await clientsOf(url), 'ledger', null))).toMatchObject({ kind: 'not-aws', exitCode: 3 });
  });

  test('nor is text that is no XML', async () => {
    const { url } = await serve((_request, response) => response.end('hello'));
    expect(await failureOf(readVersioning(await clientsOf(url), 'ledger', null))).toMatchObject({ kind: 'not-aws' });
  });

  test('nor is an identity without an account', async () => {
    const { url } = await serve(xml(200, '<Hello/>'));
    expect(await failureOf(whoAmI(await clientsOf(url)))).toMatchObject({ kind: 'not-aws' });
  });
});

describe('a certificate that nobody trusts', () => {
  test('is reported with the flag that makes it trusted', async () => {
    const { url } = await serveTls(versioning);
    const failure = await failureOf(readVersioning(await clientsOf(url), 'ledger', null));
    expect(failure).toMatchObject({ kind: 'untrusted-certificate', exitCode: 3 });
    expect(failure.hints.join()).toContain('--ca-bundle');
  });

  test('stops a code before it is sent', async () => {
    const { url, seen } = await serveTls(versioning);
    expect(await failureOf(putVersioning(await clientsOf(url), change, code))).toMatchObject({ kind: 'untrusted-certificate' });
    expect(seen).toEqual([]);
  });
});

test('a server that never answers: a read timed out, a code may have been used', async () => {
  const { port } = await serve(() => undefined);
  const handler = new NodeHttpHandler({ requestTimeout: 20, throwOnRequestTimeout: true });
  const request = new HttpRequest({ protocol: 'http:', hostname: '127.0.0.1', port, method: 'GET', path: '/' });
  const timeout: unknown = await handler.handle(request).then(() => expect.unreachable(), (error: unknown) => error);
  const about = { action: 's3:PutBucketVersioning', bucket: 'ledger' };
  expect(toFailure(timeout, about)).toMatchObject({ kind: 'network' });
  expect(codedFailure(timeout, about, code)).toMatchObject({ kind: 'lost-answer' });
});

describe('TLS that breaks under a code', () => {
  test('after the request went out: the code may have been used', async () => {
    const { port, certificate, seen } = await serveTls(() => garble());
    const { port: between, garble } = await relayTo(port);
    const clients = await clientsOf(`https://127.0.0.1:${between}`, { caBundle: certificate });
    const failure = await failureOf(putVersioning(clients, change, code));
    expect(seen).toHaveLength(1);
    expect(failure).toMatchObject({ kind: 'lost-answer', message: expect.stringMatching(/ERR_SSL|EPROTO/) });
  });

  test.each([
    ['the server has no TLS', (socket: Socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))],
    ['the server hangs up at the greeting', (socket: Socket) => socket.once('data', () => socket.destroy())],
    ['the server refuses to shake hands', (socket: Socket) => socket.once('data', () => socket.end(Buffer.from('15030300020228', 'hex')))],
  ])('before anything went out, the code was not used: %s', async (_, answer) => {
    const port = await listen(createServer(answer));
    const failure = await failureOf(putVersioning(await clientsOf(`https://127.0.0.1:${port}`), change, code));
    expect(failure).toMatchObject({ kind: 'network', exitCode: 3 });
  });
});

describe('an interruption', () => {
  test('ends a read at once, with its own reason', async () => {
    const interruption = new AbortController();
    const { url } = await serve(() => interruption.abort(new Error('Ctrl-C')));
    const clients = await clientsOf(url, { interruption: interruption.signal });
    await expect(readVersioning(clients, 'ledger', null)).rejects.toThrow('Ctrl-C');
  });

  test('does not give up a request with a code: its answer is awaited', async () => {
    const interruption = new AbortController();
    const { url } = await serve((request, response) => {
      interruption.abort(new Error('Ctrl-C'));
      setImmediate(() => xml(200, '')(request, response));
    });
    const clients = await clientsOf(url, { interruption: interruption.signal });
    expect(await putVersioning(clients, change, code)).toEqual({ requestId: 'REQUEST1' });
  });
});

/** Passes everything on to a port, both ways, until `garble` puts something into the answer that is no TLS. */
async function relayTo(port: number): Promise<{ port: number; garble(): void }> {
  let client: Socket | null = null;
  const relay = createServer((socket) => {
    client = socket;
    const server = connect(port, '127.0.0.1');
    for (const end of [socket, server]) end.on('error', () => undefined);
    socket.pipe(server).pipe(socket);
  });
  return { port: await listen(relay), garble: () => client?.write('this is no TLS record') };
}
