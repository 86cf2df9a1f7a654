import { createHash } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { onTestFinished } from 'vitest';
import { type CertificateRole, parseCertificateRole } from '../../daemon/principals/certificate-roles.ts';
import { openSecurity } from '../../daemon/principals/security.ts';
import type { TlsFiles } from '../../daemon/principals/tls-files.ts';
import { readErrorDetails } from '../../proto/error-details.ts';
import type { Certified } from '../support/certificates.ts';
import { aFolder, aServer, targetOf } from './a-server.ts';

export const tokenLine = (name: string, role: string, token: string): string =>
  `${name} ${role} sha256:${createHash('sha256').update(token).digest('hex')}\n`;

interface Wishes {
  /** The file's text. */
  readonly tokens?: string;
  readonly tls?: TlsFiles;
  readonly certificateRoles?: readonly string[];
}

/** A server on a loopback TCP port where callers are told apart. */
export async function aSecuredServer({ tokens, tls, certificateRoles = [] }: Wishes) {
  const tokensFile = tokens === undefined ? null : join(aFolder(), 'tokens');
  /** By rename, as it should be done. */
  const writeTokens = (text: string): void => {
    if (tokensFile === null) throw new Error('this server has no tokens');
    writeFileSync(`${tokensFile}.new`, text);
    renameSync(`${tokensFile}.new`, tokensFile);
  };
  if (tokens !== undefined) writeTokens(tokens);
  const log: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  const rules = certificateRoles.map((text) => parseCertificateRole(text) as CertificateRole);
  const security = await openSecurity(
    { tls: tls ?? null, tokensFile, certificateRoles: rules },
    (_level, event, fields) => log.push({ event, fields }),
  );
  const protection = {
    tls: tls !== undefined,
    clientCa: tls !== undefined && tls.clientCaFile !== null,
    tokens: tokens !== undefined,
    insecureLoopback: false,
  };
  const server = await aServer({ listen: ['tcp:127.0.0.1:0'], protection, security });
  return { ...server, security, writeTokens, reloads: log };
}

export interface Comer {
  readonly token?: string;
  /** Another header than `Bearer TOKEN`. */
  readonly authorization?: string;
  /** Speaks TLS, and believes this authority. */
  readonly ca?: Certified;
  readonly certificate?: Certified;
}

/** Somebody who calls methods by their paths with empty messages, and tells how that ended: a code, and who spoke. */
export function someone(address: string, { token, authorization, ca, certificate }: Comer) {
  const channel =
    ca === undefined
      ? credentials.createInsecure()
      : credentials.createSsl(ca.cert, certificate?.key, certificate?.cert);
  const client = new Client(targetOf(address), channel, { 'grpc.ssl_target_name_override': 'localhost' });
  onTestFinished(() => client.close());
  const headers = new Metadata();
  const header = authorization ?? (token === undefined ? undefined : `Bearer ${token}`);
  if (header !== undefined) headers.set('authorization', header);
  const asIs = (bytes: Buffer): Buffer => bytes;
  const open = (path: string) => {
    const call = client.makeBidiStreamRequest(path, asIs, asIs, headers);
    const ended = new Promise<{ code: number; details: string; metadata: Metadata }>((resolve) => {
      call.on('error', () => {});
      call.on('status', resolve);
    });
    call.resume();
    return { call, ended };
  };
  return {
    open,
    /** Half-closes at once. Whoever gets answers is content with the first: that is OK, whatever would follow. */
    async call(path: string, message: Buffer = Buffer.alloc(0)) {
      const { call, ended } = open(path);
      let isAnswered = false;
      call.on('metadata', () => {
        isAnswered = true;
        call.cancel();
      });
      call.end(message);
      const { code, details, metadata } = await ended;
      return { code: isAnswered ? status.OK : code, message: details, reason: readErrorDetails(metadata)?.reason };
    },
  };
}
