import type { PoolAddress } from './model.ts';
import type { Pool } from './pool.ts';

export const maxPoolHosts = 32;
const label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
const hostPattern = new RegExp(`^(\\*\\.)?${label}(\\.${label})*$`);
const prefixPattern = /^\/[!-"$->@-~]{0,255}$/;

/** What is wrong with a host, in words that follow its name; undefined when nothing is. */
export function poolHostProblem(text: string): string | undefined {
  const fits = text.length <= 253 && (hostPattern.test(normalHost(text)) || /^\[[0-9a-f:.]+\]$/i.test(text));
  return fits ? undefined : 'takes a host name without port, such as example.com or *.example.com';
}

export function pathPrefixProblem(text: string): string | undefined {
  return prefixPattern.test(text) ? undefined : 'begins with / and holds no blank, ? or #';
}

export function normalHost(text: string): string {
  return text.toLowerCase();
}

/** `/shop/` and `/shop` are one; `/` is every path. */
export function normalPrefix(text: string): string {
  return text.endsWith('/') && text !== '/' ? text.slice(0, -1) : text;
}

/** The one address that two pools both claim, in words; undefined when there is none. */
export function sharedAddress(one: PoolAddress, other: PoolAddress): string | undefined {
  const others = new Set(addressesOf(other).map(({ host, prefix }) => `${host}${prefix}`));
  const shared = addressesOf(one).find(({ host, prefix }) => others.has(`${host}${prefix}`));
  return shared === undefined ? undefined : `${shared.host || 'any host'}${shared.prefix}`;
}

interface Address {
  /** Empty for every host. */
  readonly host: string;
  readonly prefix: string;
}

function addressesOf({ hosts, pathPrefixes }: PoolAddress): Address[] {
  if (hosts.length === 0 && pathPrefixes.length === 0) return [];
  const prefixes = pathPrefixes.length === 0 ? ['/'] : pathPrefixes;
  return (hosts.length === 0 ? [''] : hosts).flatMap((host) => prefixes.map((prefix) => ({ host, prefix })));
}

/** Finds the pool a request is for: the nearest host first (`a.b`, `*.b`, any), then the longest path. */
export class PoolAddresses {
  /** By host, `*.` and all; the longest prefix first. */
  readonly #byHost = new Map<string, { readonly prefix: string; readonly pool: Pool }[]>();

  constructor(pools: readonly Pool[]) {
    for (const pool of pools) {
      for (const { host, prefix } of addressesOf(pool.settings)) {
        const those = this.#byHost.get(host) ?? [];
        those.push({ prefix, pool });
        this.#byHost.set(host, those);
      }
    }
    for (const those of this.#byHost.values()) those.sort((a, b) => b.prefix.length - a.prefix.length);
  }

  /**
   * @param host as a client wrote it, with a port or without
   * @param path without the query
   * @returns undefined when it is no pool's in particular
   */
  find(host: string, path: string): Pool | undefined {
    if (this.#byHost.size === 0) return undefined;
    const name = hostName(host);
    let found = this.#at(name, path);
    for (let dot = name.indexOf('.'); found === undefined && dot >= 0; dot = name.indexOf('.', dot + 1)) {
      found = this.#at(`*${name.slice(dot)}`, path);
    }
    return found ?? (name === '' ? undefined : this.#at('', path));
  }

  #at(host: string, path: string): Pool | undefined {
    return this.#byHost.get(host)?.find(({ prefix }) => isBelow(path, prefix))?.pool;
  }
}

function isBelow(path: string, prefix: string): boolean {
  if (prefix === '/' || path === prefix) return true;
  return path.startsWith(prefix) && path[prefix.length] === '/';
}

function hostName(host: string): string {
  const name = host.replace(/:[0-9]*$/, '').toLowerCase();
  return name.endsWith('.') ? name.slice(0, -1) : name;
}
