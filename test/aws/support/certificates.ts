import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import path from 'node:path';
import { type Answer, listen, listenerFor, type Seen } from './canned-server.js';
import { temporaryDirectory } from './connection.js';

/** An HTTPS server whose certificate signs itself. `certificate` is the path of that, to be trusted or not. */
export type TlsServer = { url: string; port: number; certificate: string; seen: Seen[] };

/** Starts an HTTPS server for the running test, with a certificate for 127.0.0.1 and `storage.test`. */
export async function serveTls(answer: Answer): Promise<TlsServer> {
  const directory = temporaryDirectory();
  const [key, certificate] = [path.join(directory, 'key.pem'), path.join(directory, 'certificate.pem')];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  execFileSync('openssl', [...request, '-addext', 'subjectAltName=DNS:storage.test,IP:127.0.0.1', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const seen: Seen[] = [];
  const server: Server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, listenerFor(answer, seen));
  const port = await listen(server);
  return { url: `https://127.0.0.1:${port}`, port, certificate, seen };
}
