import { isIP } from 'node:net';

/** Names by which this machine calls itself. */
const ownNames: ReadonlySet<string> = new Set(['localhost', '[::1]']);

/**
 * Is this Host header one that a client of a loopback address sends? A page from elsewhere whose name was made to
 * resolve to 127.0.0.1 (DNS rebinding) comes with its own name, and could read everything here.
 *
 * The port may be any: it differs where it was forwarded. HTTP/1.0 has no Host, and browsers don't speak it.
 */
export function isOwnHost(host: string | undefined): boolean {
  if (host === undefined) return true;
  const name = host.toLowerCase().replace(/:[0-9]{1,5}$/, '');
  return ownNames.has(name) || (isIP(name) === 4 && name.startsWith('127.'));
}

/** @param address an IP address, as it was bound */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}
