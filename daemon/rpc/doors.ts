import type { Socket } from 'node:net';
import { experimental, type Server, ServerCredentials } from '@grpc/grpc-js';
import type { ProtectionSettings } from '../principals/protection.ts';
import type { RefusalAudit } from '../principals/refusal-audit.ts';
import type { Security } from '../principals/security.ts';
import { callersOf } from './callers.ts';
import { gate } from './gate.ts';
import type { ListenAddress } from './listen-address.ts';
import type { ListenerTls } from './listener.ts';
import type { RpcLog } from './log.ts';
import type { MethodRoles } from './method-roles.ts';

/** How a listener's connections come to the server. */
export interface Door {
  /** Null for plaintext. */
  readonly tls: ListenerTls | null;
  readonly accept: (socket: Socket) => void;
}

interface DoorParts {
  readonly protection: ProtectionSettings;
  readonly security: Pick<Security, 'access' | 'tls' | 'onTokensChanged'>;
  readonly roles: MethodRoles;
  readonly audit: RefusalAudit;
  readonly count: (path: string, code: number) => void;
  readonly log: RpcLog;
}

/**
 * One door where the system or the operator said that everybody may do everything, and one with a gate behind it.
 * TLS ends before the library: so certificates change without it, and each is read once a connection.
 */
export function doors(server: Server, parts: DoorParts): (address: ListenAddress) => Door {
  const { security, protection } = parts;
  const plaintext = ServerCredentials.createInsecure();
  const open = server.createConnectionInjector(plaintext);
  const callers = callersOf(security.access);
  const gated = server.createConnectionInjector(
    experimental.createServerCredentialsWithInterceptors(plaintext, [gate({ ...parts, callers })]),
  );
  security.onTokensChanged(() => callers.cutRevoked());
  let clientCa = security.tls?.value.clientCa ?? '';
  security.tls?.onChange((identity) => {
    if (identity.clientCa !== clientCa) callers.cutCertified();
    clientCa = identity.clientCa;
  });
  const accept = (socket: Socket): void => {
    callers.admit(socket);
    gated.injectConnection(socket);
  };
  return (address) => {
    if (address.kind === 'unix' || address.protection === 'open-loopback') {
      return { tls: null, accept: (socket) => open.injectConnection(socket) };
    }
    if (address.protection === 'plaintext-tokens') return { tls: null, accept };
    if (security.tls === null) throw new Error(`${address.host}: TLS without a certificate`);
    return { tls: { identity: security.tls, certificateRequired: protection.clientCa && !protection.tokens }, accept };
  };
}
