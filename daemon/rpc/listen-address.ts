import { resolve } from 'node:path';
import { invalid } from '../core/errors.ts';
import { quoted } from './quoted.ts';

export type ListenAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** What the kernel takes for a socket's path: sun_path less its final zero. */
const maxPathBytes = process.platform === 'linux' ? 107 : 103;
const loopbackHosts: Readonly<Record<string, string>> = {
  '127.0.0.1': '127.0.0.1',
  '[::1]': '::1',
  localhost: '127.0.0.1',
};

/**
 * Reads `unix:PATH` or `tcp:HOST:PORT` (port 0 for a free one), and refuses what would let strangers in.
 *
 * @param insecureLoopback whether plaintext TCP without a token may be had on the loopback
 * @throws LbError `invalid-argument`, field `listen`
 */
export function parseListenAddress(text: string, insecureLoopback: boolean): ListenAddress {
  if (text.startsWith('unix:') && text.length > 'unix:'.length) return unixAddress(resolve(text.slice('unix:'.length)));
  const tcp = /^tcp:(?<host>\[[^\]]*\]|[^:]*):(?<port>[0-9]{1,5})$/.exec(text)?.groups;
  if (tcp === undefined) throw invalid('listen', `must be unix:PATH or tcp:HOST:PORT, not ${quoted(text)}`);
  const port = Number(tcp.port);
  if (port > 65_535) throw invalid('listen', `${quoted(text)} has a port over 65535`);
  const host = loopbackHosts[tcp.host!];
  if (host === undefined) {
    throw invalid(
      'listen',
      `${quoted(text)} would serve everyone without encryption or token; ` +
        'listen on a unix socket, or on 127.0.0.1 or [::1] with --insecure-loopback',
    );
  }
  if (!insecureLoopback) {
    throw invalid(
      'listen',
      `${quoted(text)} would let every local user do everything; add --insecure-loopback if that is meant`,
    );
  }
  return { kind: 'tcp', host, port };
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
