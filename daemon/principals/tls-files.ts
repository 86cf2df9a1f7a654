import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';

export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
  /** Who signs clients' certificates; null where clients show none. */
  readonly clientCaFile: string | null;
}

/** What a TLS server shows, and whom it believes. */
export interface TlsIdentity {
  readonly context: Pick<SecureContextOptions, 'cert' | 'key' | 'ca'>;
  /** Of the certificate shown, in milliseconds since the Unix epoch. */
  readonly expiresAtMs: number;
  /** Who signs clients' certificates; empty for nobody. Another text is another circle of clients. */
  readonly clientCa: string;
}

const soonMs = 14 * 24 * 3_600_000;

/**
 * Checks that certificate and key belong together, and that the CA can be read.
 *
 * @throws Error that names the file
 */
export function tlsIdentity({ certFile, keyFile, clientCaFile }: TlsFiles, texts: readonly string[]): TlsIdentity {
  const [cert = '', key = '', clientCa = ''] = texts;
  const shown = certificateOf(cert, certFile);
  if (clientCaFile !== null) certificateOf(clientCa, clientCaFile);
  const context = clientCaFile === null ? { cert, key } : { cert, key, ca: clientCa };
  try {
    createSecureContext(context);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isMismatch = code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH';
    throw new Error(
      isMismatch ? `${keyFile}: is not the key of ${certFile}` : `${keyFile}: is no private key (${message})`,
    );
  }
  return { context, expiresAtMs: Date.parse(shown.validTo), clientCa };
}

/** That the certificate has ended, or will soon; empty while there is time. */
export function expiryWarning(certFile: string, { expiresAtMs }: TlsIdentity, nowMs: number): string {
  if (expiresAtMs - nowMs > soonMs) return '';
  const when = new Date(expiresAtMs).toISOString();
  const verb = expiresAtMs <= nowMs ? 'ended' : 'ends';
  return `tls_cert: the certificate in ${certFile} ${verb} at ${when}; put a new one in its place, lbd takes it over`;
}

function certificateOf(text: string, file: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw new Error(`${file}: holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)`);
  }
}
