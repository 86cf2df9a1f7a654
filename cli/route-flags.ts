import { Flags } from '@oclif/core';
import type { RouteRequest } from '../proto/generated/lb/v1/RouteRequest.ts';
import { durationFlag, keyValueFlag, poolFlag } from './flags.ts';
import { parseKeyValues } from './key-values.ts';
import { durationOf } from './output/time.ts';

/** What `lbctl route` can say of the request it routes. */
export const routeFlags = {
  pool: poolFlag('the pool to route in'),
  'client-ip': Flags.string({ summary: "the client's address, for pools that hash on it", helpValue: 'IP' }),
  header: keyValueFlag('a request header, for pools that hash on one; repeat it for more', 'NAME=VALUE'),
  path: Flags.string({ summary: 'the path of the request, for pools that hash on it', helpValue: 'PATH' }),
  cookie: Flags.string({
    summary: 'the Cookie header of the request: finds its session as the pool says, and shows the cookies to set',
    helpValue: 'HEADER',
  }),
  'hash-key': Flags.string({
    summary: 'what consistent_hash hashes, instead of what the pool says',
    helpValue: 'TEXT',
  }),
  label: keyValueFlag('a label for the session, key=value; repeat it for more'),
  'idle-timeout': durationFlag({ summary: "a shorter idle timeout than the pool's, for this session" }),
  fallbacks: Flags.integer({ summary: 'answer so many other backends to try', min: 0, max: 8 }),
  explain: Flags.boolean({ summary: 'answer each step of the decision' }),
  claimed: Flags.string({
    summary: 'the backend the client believes to be its home; another one is counted as a violation',
    helpValue: 'BACKEND',
  }),
};

export interface RouteWishes {
  readonly pool: string;
  readonly 'client-ip': string | undefined;
  readonly header: readonly string[] | undefined;
  readonly path: string | undefined;
  readonly cookie: string | undefined;
  readonly 'hash-key': string | undefined;
  readonly label: readonly string[] | undefined;
  readonly 'idle-timeout': number | undefined;
  readonly fallbacks: number | undefined;
  readonly explain: boolean;
  readonly claimed: string | undefined;
}

/** The request that the flags describe. Throws a usage error for what is no key=value. */
export function routeRequest(sessionId: string, flags: RouteWishes): RouteRequest {
  const idleTimeoutMs = flags['idle-timeout'];
  const headers = Object.entries(parseKeyValues('--header', flags.header ?? []));
  return {
    pool: flags.pool,
    session_id: sessionId,
    client_ip: flags['client-ip'] ?? '',
    hash_key: flags['hash-key'] ?? '',
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    labels: parseKeyValues('--label', flags.label ?? []),
    explain: flags.explain,
    max_fallbacks: flags.fallbacks ?? 0,
    claimed_backend_id: flags.claimed ?? '',
    ...(flags.path === undefined && flags.cookie === undefined
      ? {}
      : { http: { path: flags.path ?? '/', cookie: flags.cookie ?? '' } }),
    ...(idleTimeoutMs === undefined ? {} : { idle_timeout: durationOf(idleTimeoutMs) }),
  };
}
