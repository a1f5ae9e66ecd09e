import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { Failure } from '../../core/failures/failure.js';
import type { ConnectionSettings } from '../connection/settings.js';
import { profileSection, readSharedFiles } from '../credentials/shared-files.js';

/**
 * What TLS connections trust beside Node's own certificates: the bundle of `--ca-bundle`, AWS_CA_BUNDLE or the profile's
 * `ca_bundle`, the first that is set.
 * @returns a context with Node's certificates, those of NODE_EXTRA_CA_CERTS and the bundle's; `null` without a bundle
 * @throws Failure `config-file` when the bundle cannot be read or holds no certificate
 */
export async function trustedCertificates(settings: ConnectionSettings): Promise<SecureContext | null> {
  const file = settings.caBundle || settings.env.AWS_CA_BUNDLE || profileSection(await readSharedFiles(settings), settings).ca_bundle;
  if (!file) return null;
  const bundle = await readBundle(file);
  // Node leaves its extra certificates out as soon as certificates are given.
  const extra = settings.env.NODE_EXTRA_CA_CERTS ? await readFile(settings.env.NODE_EXTRA_CA_CERTS, 'utf8').catch(() => '') : '';
  // Made once and shared: parsing hundreds of certificates for every connection takes longer than the connection.
  return createSecureContext({ ca: [...rootCertificates, ...(extra ? [extra] : []), bundle] });
}

async function readBundle(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8');
    new X509Certificate(text);
    return text;
  } catch (error) {
    const why = error instanceof Error && 'syscall' in error && 'code' in error ? `cannot be read (${String(error.code)})` : 'holds no PEM certificate';
    throw new Failure('config-file', `the CA bundle ${file} ${why}`, {
      hints: ['it is named by `--ca-bundle`, AWS_CA_BUNDLE or the profile’s `ca_bundle`'],
      cause: error,
    });
  }
}
