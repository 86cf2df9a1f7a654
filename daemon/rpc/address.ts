import { isIPv4, isIPv6 } from 'node:net';
import { invalid } from '../core/errors.ts';
import { quoted } from './quoted.ts';

const maxNameLength = 253;
// Underscores are no host names by RFC 1123, but names of services in Compose and in DNS have them.
const label = /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;
const portPattern = /^[1-9][0-9]{0,4}$/;

/** `host:port` or `[v6]:port`, the port from 1 to 65535. */
export function addressOf(text: string, field: string): string {
  if (text === '') throw invalid(field, 'is required: host:port or [v6]:port');
  const colon = text.lastIndexOf(':');
  const host = text.slice(0, Math.max(colon, 0));
  const port = text.slice(colon + 1);
  if (colon < 1) throw invalid(field, `must be host:port or [v6]:port, not ${quoted(text)}`);
  if (!portPattern.test(port) || Number(port) > 65_535) {
    throw invalid(field, `must end in a port from 1 to 65535, not ${quoted(text)}`);
  }
  if (isIPv6(host)) throw invalid(field, `must hold an IPv6 address in brackets: ${quoted(`[${host}]:${port}`)}`);
  if (!isHost(host)) throw invalid(field, `must begin with a host name or an IP address, not ${quoted(text)}`);
  return text;
}

function isHost(host: string): boolean {
  if (host.startsWith('[') && host.endsWith(']')) return isIPv6(host.slice(1, -1));
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  const labels = name.split('.');
  if (name.length > maxNameLength || !labels.every((part) => label.test(part))) return false;
  // A name that ends in a number is an IPv4 address to every resolver; `10.0.0.256` is a slip, not a name.
  return !/^[0-9]+$/.test(labels.at(-1)!) || isIPv4(host);
}
