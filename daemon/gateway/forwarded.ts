import { type BlockList, isIP } from 'node:net';
import type { HttpHeaders } from '../affinity/http-head.ts';
import { type Client, isIn, type Peer, plainAddress } from './peers.ts';

/** The headers that tell of the way; a client's own are never passed on as they are. */
export const wayHeaders: ReadonlySet<string> = new Set([
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-forwarded-prefix',
  'x-forwarded-ssl',
  'x-real-ip',
]);

/**
 * What is told of a client that nobody vouches for is the same for all its requests to one host: the last is kept.
 *
 * @see RFC 7239 for Forwarded
 */
export function clientOf(peer: Peer, headers: HttpHeaders, host: string, trusted: BlockList): Client {
  const proto = peer.isEncrypted ? 'https' : 'http';
  if (!peer.isTrusted) {
    if (peer.last !== null && peer.last.host === host) return peer.last.client;
    const client = {
      address: peer.address,
      isSecure: peer.isEncrypted,
      headers: wayOf(peer.address, '', host, proto, forwardedElement(peer.address, host, proto)),
    };
    peer.last = { host, client };
    return client;
  }
  const chain = addressesIn(headers['x-forwarded-for']);
  const saidProto = `${headers['x-forwarded-proto'] ?? ''}`.split(',')[0]!.trim().toLowerCase();
  const clientProto = saidProto === 'https' || saidProto === 'http' ? saidProto : proto;
  const saidHost = `${headers['x-forwarded-host'] ?? ''}`.split(',')[0]!.trim() || host;
  const before = headers.forwarded === undefined ? '' : `${headers.forwarded}, `;
  return {
    address: nearestUntrusted(chain, peer.address, trusted),
    isSecure: clientProto === 'https',
    headers: wayOf(
      peer.address,
      chain.length === 0 ? '' : `${chain.join(', ')}, `,
      saidHost,
      clientProto,
      `${before}${forwardedElement(peer.address, host, proto)}`,
    ),
  };
}

function wayOf(address: string, before: string, host: string, proto: string, forwarded: string): string[] {
  const way = ['x-forwarded-for', `${before}${address}`, 'x-forwarded-proto', proto, 'forwarded', forwarded];
  if (host !== '') way.push('x-forwarded-host', host);
  return way;
}

function forwardedElement(address: string, host: string, proto: string): string {
  const node = address.includes(':') ? `"[${address}]"` : address;
  return `for=${node}${host === '' ? '' : `;host="${host}"`};proto=${proto}`;
}

/** What is no address ends the chain: nobody beyond it can be believed. */
function addressesIn(header: string | readonly string[] | undefined): string[] {
  if (header === undefined) return [];
  const texts = `${header}`.split(',').map((text) => plainAddress(text.trim().replace(/^\[|\](:\d+)?$/g, '')));
  const lastBad = texts.findLastIndex((text) => isIP(text) === 0);
  return texts.slice(lastBad + 1);
}

function nearestUntrusted(chain: readonly string[], peer: string, trusted: BlockList): string {
  return chain.findLast((address) => !isIn(trusted, address)) ?? chain[0] ?? peer;
}
