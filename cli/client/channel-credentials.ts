import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { type ChannelCredentials, type ChannelOptions, credentials, Metadata } from '@grpc/grpc-js';
import { channelOptions } from './channel-options.ts';

/** What opens an lbd that listens on TCP. */
export interface Opening {
  /** A bearer token. */
  readonly token?: string;
  /** Absent for plaintext. */
  readonly tls?: ChannelTls;
}

/** In PEM. */
export interface ChannelTls {
  /** Who signs lbd's certificate; those whom the machine believes where it is left out. */
  readonly ca?: Buffer | string;
  /** The caller's own certificate, and its key. */
  readonly cert?: Buffer | string;
  readonly key?: Buffer | string;
}

/** What `new Client` wants besides the target. @throws Error when the texts are no certificates and keys */
export function channelSecurity(
  { tls }: Opening,
  target: string,
): { readonly credentials: ChannelCredentials; readonly options: ChannelOptions } {
  if (tls === undefined) return { credentials: credentials.createInsecure(), options: channelOptions };
  const ca = bytes(tls.ca);
  // Node passes over a CA that is none, and then believes nobody.
  if (ca !== null) new X509Certificate(ca);
  const [key, cert] = [bytes(tls.key), bytes(tls.cert)];
  const host = /^dns:\[?([^\]]+)\]?:\d+$/.exec(target)?.[1] ?? '';
  if (isIP(host) === 0) return { credentials: credentials.createSsl(ca, key, cert), options: channelOptions };
  // An address is no server name by RFC 6066, and Node warns of it: another is sent, and the address is checked.
  const verify = { checkServerIdentity: (_name: string, shown: PeerCertificate) => checkServerIdentity(host, shown) };
  return {
    credentials: credentials.createSsl(ca, key, cert, verify),
    options: { ...channelOptions, 'grpc.ssl_target_name_override': 'lbd' },
  };
}

/** The headers of each call. */
export function callHeaders({ token }: Opening): Metadata {
  const headers = new Metadata();
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  return headers;
}

function bytes(text: Buffer | string | undefined): Buffer | null {
  return text === undefined ? null : Buffer.from(text);
}
