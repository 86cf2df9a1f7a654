import type { ProbeSettings } from '../core/model.ts';

/** What one look at a backend found. */
export interface Answer {
  readonly isGood: boolean;
  /** In words, for people. */
  readonly reason: string;
  /** The process that answered, as it named itself; empty when it did not. */
  readonly instance: string;
  /** What it said of itself by the agent-check line; empty for nothing. */
  readonly agentLine: string;
}

/** Where to look. */
export interface Endpoint {
  /** A name or an IP address, IPv6 without its brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * Looks once, on a connection of its own, and tells what it found; only the first word counts. Answers how to call the
 * look off: then every socket is gone.
 */
export type Look<Found = Answer> = (
  endpoint: Endpoint,
  settings: ProbeSettings,
  found: (what: Found) => void,
) => () => void;

export function good(reason: string): Answer {
  return { isGood: true, reason, instance: '', agentLine: '' };
}

export function bad(reason: string): Answer {
  return { isGood: false, reason, instance: '', agentLine: '' };
}

/** @param address `host:port` or `[v6]:port`, as the contract has it @param port 0 for the address's own */
export function endpointOf(address: string, port: number): Endpoint {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  return { host, port: port === 0 ? Number(address.slice(colon + 1)) : port };
}
