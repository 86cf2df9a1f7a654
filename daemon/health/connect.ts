import { type LookupAddress, lookup } from 'node:dns';
import { isIPv6, type LookupFunction, type NetConnectOpts } from 'node:net';
import type { Endpoint } from './probe.ts';

type Waiting = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

const underWay = new Map<string, Waiting[]>();

/**
 * The system's resolver, asked anew at each look, but once at a time for a name: a look-up can't be called off, and
 * where the resolver hangs, looks that gave up would pile theirs up behind it.
 */
const lookupOnce: LookupFunction = (host, options, callback) => {
  const answer: Waiting = (error, addresses) => {
    if (options.all) callback(error, addresses);
    else callback(error, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
  };
  const waiting = underWay.get(host);
  if (waiting !== undefined) {
    waiting.push(answer);
    return;
  }
  const all = [answer];
  underWay.set(host, all);
  lookup(host, { all: true }, (error, addresses) => {
    underWay.delete(host);
    for (const each of all) each(error, addresses ?? []);
  });
};

export function connectOptions({ host, port }: Endpoint) {
  return { host, port, lookup: lookupOnce } satisfies NetConnectOpts;
}

/** As it stands in a `Host` header or a message. */
export function hostAndPort({ host, port }: Endpoint): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/** What went wrong, in words of a person rather than of the system. */
export function failure(thrown: NodeJS.ErrnoException, endpoint: Endpoint): string {
  const error: NodeJS.ErrnoException = thrown.cause instanceof Error ? thrown.cause : thrown;
  const words = known[error.code ?? ''];
  return words === undefined
    ? `${error.message || error.code || 'the connection broke'} (${hostAndPort(endpoint)})`
    : `${words} (${hostAndPort(endpoint)}, ${error.code})`;
}

const known: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset before the answer',
  EPIPE: 'connection closed before the answer',
  EHOSTUNREACH: 'no way to the host',
  ENETUNREACH: 'no way to the network',
  ETIMEDOUT: 'no connection in time',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name could not be resolved now',
  EMFILE: 'lbd has no file descriptor left',
};
