import { type AffinitySettings, backendCookieNameOf, cookieNameOf, type KeySource } from '../core/affinity-settings.ts';
import type { PoolName } from '../core/model.ts';
import { type KeyReader, keyReader } from './key-sources.ts';

/** What a pool's settings say of reading a request, made ready once. */
export interface Reading {
  readonly settings: AffinitySettings;
  readonly cookieName: string;
  readonly backendCookieName: string;
  /** In the order in which they are asked. */
  readonly sources: readonly { readonly name: KeySource; readonly read: KeyReader }[];
  readonly readBackend: KeyReader;
  /** Places where an answer may tell the id; empty where lbd makes it. */
  readonly learnable: readonly KeySource[];
  /** In lower case; empty for none. */
  readonly labelsHeader: string;
}

/** Of each version of a pool's settings once: settings are replaced, never changed. */
const known = new WeakMap<AffinitySettings, Map<PoolName, Reading>>();

export function readingOf(pool: PoolName, settings: AffinitySettings): Reading {
  let byPool = known.get(settings);
  if (byPool === undefined) {
    byPool = new Map();
    known.set(settings, byPool);
  }
  const found = byPool.get(pool);
  if (found !== undefined) return found;
  const made = reading(pool, settings);
  byPool.set(pool, made);
  return made;
}

function reading(pool: PoolName, settings: AffinitySettings): Reading {
  const cookieName = cookieNameOf(pool, settings);
  const backendCookieName = backendCookieNameOf(pool, settings);
  const issued: KeySource = `cookie:${cookieName}`;
  const isLearned = settings.mode === 'learned';
  const isWhole = isLearned || settings.keySources.includes(issued);
  const names = isWhole ? settings.keySources : [...settings.keySources, issued];
  return {
    settings,
    cookieName,
    backendCookieName,
    sources: names.map((name) => ({ name, read: keyReader(name) })),
    learnable: isLearned ? settings.keySources : [],
    labelsHeader: settings.labelsFrom.slice('response-header:'.length).toLowerCase(),
    readBackend: keyReader(`cookie:${backendCookieName}`),
  };
}
