import type { ExpireNowRequest } from '../proto/generated/lb/v1/ExpireNowRequest.ts';
import { usageError } from './errors.ts';
import { parseKeyValues } from './key-values.ts';

export interface ExpireWish {
  readonly session?: string | undefined;
  readonly backend?: string | undefined;
  readonly filter?: string | undefined;
  readonly label?: readonly string[] | undefined;
  readonly all: boolean;
  readonly pool: string;
  readonly allPools: boolean;
}

/** Which sessions are meant, for people and for lbd. Throws a usage error unless exactly one way of saying is used. */
export function expireTarget(wish: ExpireWish): { which: string; target: ExpireNowRequest } {
  const { session, backend, all, pool, allPools } = wish;
  const filter = wish.label ? labelFilter(parseKeyValues('--label', wish.label)) : wish.filter;
  const ways = [session, backend, wish.filter, wish.label, all || undefined].filter((way) => way !== undefined).length;
  if (ways !== 1) {
    throw usageError(
      ways === 0
        ? 'which sessions shall end?'
        : 'a session id, --backend, --filter, --label and --all exclude each other',
      'give a session id, --backend ID, --filter, --label KEY=VALUE or --all',
    );
  }
  if (filter?.trim() === '') throw usageError('the filter is empty: it would match all', 'say --all if all are meant');
  if (allPools && (session !== undefined || backend !== undefined)) {
    throw usageError('--all-pools goes with --all, --filter and --label', 'a session is in one pool: --pool');
  }
  if (session !== undefined)
    return { which: `session ${session} of pool ${pool}`, target: { pool, session_id: session } };
  if (backend !== undefined) {
    return { which: `all sessions of backend ${backend} in pool ${pool}`, target: { pool, backend_id: backend } };
  }
  const where = allPools ? 'all pools' : `pool ${pool}`;
  const inPool = { pool: allPools ? '' : pool };
  if (filter === undefined) return { which: `all sessions of ${where}`, target: { ...inPool, all: true } };
  return { which: `all sessions of ${where} with ${filter}`, target: { ...inPool, filter } };
}

/** `labels.user = "ada" AND labels.tier = "gold"` */
export function labelFilter(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `labels.${isWord.test(key) ? key : quoted(key)} = ${quoted(value)}`)
    .join(' AND ');
}

const isWord = /^[A-Za-z_][\w-]*$/;

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
