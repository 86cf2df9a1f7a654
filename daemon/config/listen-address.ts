import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** What the kernel takes for the path of a unix socket, in bytes: sun_path less its final zero. */
const maxSocketPathBytes = process.platform === 'linux' ? 107 : 103;

/** Hosts on which plaintext without a token may be allowed. */
const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', '::1']);

/**
 * Checks `unix:PATH` or `tcp:HOST:PORT` and makes its path absolute.
 *
 * @param folder where a relative path begins
 * @returns the address in its one form, or `{ problem }` in words that follow "the address"
 */
export function parseListenAddress(text: string, folder: string): string | { readonly problem: string } {
  if (text.startsWith('unix:')) return parseUnix(text.slice('unix:'.length), folder);
  if (text.startsWith('tcp:')) return parseTcp(text.slice('tcp:'.length));
  return { problem: 'is neither unix:PATH nor tcp:HOST:PORT' };
}

export function isLoopback(address: string): boolean {
  return loopbackHosts.has(hostOf(address));
}

export function isTcp(address: string): boolean {
  return address.startsWith('tcp:');
}

function parseUnix(text: string, folder: string): string | { readonly problem: string } {
  if (text === '') return { problem: 'has no path' };
  const path = resolve(folder, text);
  const bytes = Buffer.byteLength(path);
  if (bytes > maxSocketPathBytes) {
    return { problem: `has a path of ${bytes} bytes (${path}); a unix socket takes ${maxSocketPathBytes}` };
  }
  return `unix:${path}`;
}

function parseTcp(text: string): string | { readonly problem: string } {
  const address = parseHostPort(text);
  if (address === null) return { problem: 'is not tcp:HOST:PORT with a port from 0 to 65535 ([::1] for IPv6)' };
  // A name could turn into another address between this check and the bind.
  if (!address.isIp) return { problem: 'needs an IP address as its host' };
  return `tcp:${nameOf(address)}`;
}

export interface HostPort {
  /** Without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
  /** An IPv4 address, or an IPv6 address that stood in brackets. */
  readonly isIp: boolean;
}

/** `HOST:PORT` or `[V6]:PORT`; null for anything else, and for a port over 65535. */
export function parseHostPort(text: string): HostPort | null {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):([0-9]{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 65_535) return null;
  return { host, port, isIp: isIP(host) === (bracketed === undefined ? 4 : 6) };
}

function nameOf({ host, port }: HostPort): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function hostOf(address: string): string {
  return address.slice('tcp:'.length, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');
}
