import { resolve } from 'node:path';
import { invalid } from '../core/errors.ts';
import { type Protection, type ProtectionSettings, protectionOf } from '../principals/protection.ts';
import { quoted } from './quoted.ts';

export type ListenAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly protection: Protection };

/** What the kernel takes for a socket's path: sun_path less its final zero. */
const maxPathBytes = process.platform === 'linux' ? 107 : 103;
const loopbackNames: Readonly<Record<string, string>> = {
  '127.0.0.1': '127.0.0.1',
  '[::1]': '::1',
  localhost: '127.0.0.1',
};

/**
 * Reads `unix:PATH` or `tcp:HOST:PORT` (port 0 for a free one), and refuses what would let strangers in.
 *
 * @throws LbError `invalid-argument`, field `listen`
 */
export function parseListenAddress(text: string, settings: ProtectionSettings): ListenAddress {
  if (text.startsWith('unix:') && text.length > 'unix:'.length) return unixAddress(resolve(text.slice('unix:'.length)));
  const tcp = /^tcp:(?<host>\[[^\]]*\]|[^:]*):(?<port>[0-9]{1,5})$/.exec(text)?.groups;
  if (tcp === undefined) throw invalid('listen', `must be unix:PATH or tcp:HOST:PORT, not ${quoted(text)}`);
  const port = Number(tcp.port);
  if (port > 65_535) throw invalid('listen', `${quoted(text)} has a port over 65535`);
  const loopback = loopbackNames[tcp.host!];
  const protection = protectionOf(loopback !== undefined, settings);
  if (typeof protection !== 'string') throw invalid('listen', `${quoted(text)} ${protection.problem}`);
  return { kind: 'tcp', host: loopback ?? tcp.host!.replace(/^\[|\]$/g, ''), port, protection };
}

function unixAddress(path: string): ListenAddress {
  const bytes = Buffer.byteLength(path);
  if (bytes > maxPathBytes) {
    throw invalid(
      'listen',
      `the socket's path has ${bytes} bytes and the system takes ${maxPathBytes}: ${path}; choose a shorter one`,
    );
  }
  return { kind: 'unix', path };
}
