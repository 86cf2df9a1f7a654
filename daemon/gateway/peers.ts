import type { BlockList, Socket } from 'node:net';

/** Who the client is, and what its backend is told of it. */
export interface Client {
  /** The nearest address nobody we trust vouches for. */
  readonly address: string;
  /** It came by TLS, to us or to a proxy we trust. */
  readonly isSecure: boolean;
  /** Name, value, name, value. */
  readonly headers: readonly string[];
}

/** Who is at the other end of a connection. */
export interface Peer {
  /** An IPv4 address, or an IPv6 one without zone. */
  readonly address: string;
  /** A proxy whose word about its clients counts. */
  readonly isTrusted: boolean;
  /** The connection is encrypted. */
  readonly isEncrypted: boolean;
  /** What was told of it last, and to which host. */
  last: { readonly host: string; readonly client: Client } | null;
}

export function peerOf(socket: Pick<Socket, 'remoteAddress'>, isEncrypted: boolean, trusted: BlockList): Peer {
  const address = plainAddress(socket.remoteAddress ?? '');
  return { address, isTrusted: isIn(trusted, address), isEncrypted, last: null };
}

export function isIn(networks: BlockList, address: string): boolean {
  return address !== '' && networks.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}

/** `::ffff:192.0.2.1` is 192.0.2.1 on a socket that takes both families. */
export function plainAddress(address: string): string {
  const unzoned = address.includes('%') ? address.slice(0, address.indexOf('%')) : address;
  return unzoned.startsWith('::ffff:') && unzoned.includes('.') ? unzoned.slice('::ffff:'.length) : unzoned;
}
