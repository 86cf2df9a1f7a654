import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Metadata } from '@grpc/grpc-js';
import { LbError } from '../core/errors.ts';
import type { Access } from '../principals/access.ts';
import { type Principal, unauthenticated } from '../principals/principal.ts';

/** The connections of a listener where callers are told apart. */
export interface Callers {
  /** Remembers a connection, with who it is by its certificate. */
  admit(socket: Socket | TLSSocket): void;
  /**
   * @param peer     where the call comes from
   * @param headers  a token in them goes before the connection's certificate
   * @throws LbError `unauthenticated`, `permission-denied`
   */
  identify(peer: Peer, headers: Metadata): Principal;
  /** Cuts the connections by which calls came whose token opens lbd no longer: streams outlive tokens. */
  cutRevoked(): void;
  /** Cuts the connections that came by a certificate: they come again, and are looked at anew. */
  cutCertified(): void;
}

/** The library tells no more of a call's connection; while it is open, it has its address for itself. */
export interface Peer {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

interface Connection {
  readonly socket: Socket;
  /** Null where it showed no certificate. */
  readonly certified: { readonly by: Principal | LbError; readonly untilMs: number } | null;
  /** Who used it by a token. */
  readonly byToken: Set<Principal>;
}

export function callersOf(access: Access): Callers {
  const connections = new Map<string, Connection>();
  return {
    admit(socket) {
      const name = nameOf(socket);
      const connection = { socket, certified: certifiedBy(socket, access), byToken: new Set<Principal>() };
      connections.set(name, connection);
      socket.once('close', () => {
        if (connections.get(name) === connection) connections.delete(name);
      });
    },
    identify(peer, headers) {
      const connection = connections.get(nameOf(peer));
      if (connection === undefined) throw unauthenticated('the connection has gone');
      const { certified, byToken } = connection;
      if (certified !== null) mustHold(certified);
      const [authorization] = headers.get('authorization');
      if (authorization !== undefined && access.takesTokens) {
        const principal = access.byAuthorization(String(authorization));
        byToken.add(principal);
        return principal;
      }
      if (certified === null) return access.byAuthorization(undefined);
      if (certified.by instanceof LbError) throw certified.by;
      return certified.by;
    },
    cutRevoked() {
      for (const { socket, byToken } of connections.values()) {
        if ([...byToken].some((principal) => !access.stillHolds(principal))) socket.destroy();
      }
    },
    cutCertified() {
      for (const { socket, certified } of connections.values()) if (certified !== null) socket.destroy();
    },
  };
}

function certifiedBy(socket: Socket | TLSSocket, access: Access): Connection['certified'] {
  if (!(socket instanceof TLSSocket)) return null;
  const certificate = socket.getPeerCertificate();
  if (certificate.raw === undefined) return null;
  if (!socket.authorized) return { by: badCertificate(socket), untilMs: Number.POSITIVE_INFINITY };
  const untilMs = Date.parse(certificate.valid_to);
  try {
    return { by: access.byCertificate(certificate), untilMs };
  } catch (error) {
    if (error instanceof LbError) return { by: error, untilMs };
    throw error;
  }
}

/** A token does not make up for a certificate that is not what it says. */
function mustHold({ by, untilMs }: NonNullable<Connection['certified']>): void {
  if (by instanceof LbError && by.kind === 'unauthenticated') throw by;
  if (Date.now() < untilMs) return;
  throw unauthenticated('the certificate has ended since you connected; connect again with a new one');
}

function badCertificate({ authorizationError }: TLSSocket): LbError {
  // Node's types say Error; it is the code of OpenSSL's verdict.
  const code = String(authorizationError);
  const why: Readonly<Record<string, string>> = {
    CERT_HAS_EXPIRED: 'has ended',
    CERT_NOT_YET_VALID: 'does not hold yet; see that the clocks agree',
  };
  const problem = why[code] ?? `is not signed by the CA in the file of --client-ca (${code})`;
  return unauthenticated(`the certificate ${problem}; show another one, or none and a token`);
}

function nameOf({ remoteAddress, remotePort }: Peer): string {
  return `${remoteAddress} ${remotePort}`;
}
