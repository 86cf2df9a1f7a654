import type { Pool, Pool__Output } from '../../proto/generated/lb/v1/Pool.ts';
import type { PoolView } from '../administration.ts';
import { invalid } from '../core/errors.ts';
import { defaultPoolSettings, type HashOn, type PolicyName, type PoolSettings } from '../core/model.ts';
import { quoted } from './quoted.ts';
import type { Fields } from './settings-patch.ts';
import { durationMsOf, isZero, leaseBounds, timestamp } from './times.ts';

const policies = ['round_robin', 'least_sessions', 'consistent_hash'] as const satisfies readonly PolicyName[];
const hashOns = ['session_id', 'client_ip'] as const satisfies readonly HashOn[];
const unknownIds = { UNKNOWN_ID_ADOPT: 'adopt', UNKNOWN_ID_REPLACE: 'replace' } as const;
const sessionIdModes = { SESSION_IDS_READABLE: 'readable', SESSION_IDS_SEALED: 'sealed' } as const;

/** The settings in a Pool message. */
export const poolFields: Fields<Pool__Output, PoolSettings> = {
  policy: {
    isSet: (pool) => pool.policy !== '',
    read: ({ policy }) => ({ policy: oneOf('pool.policy', policy, policies) ?? defaultPoolSettings.policy }),
  },
  hash_on: {
    isSet: (pool) => pool.hash_on !== '',
    read: (pool) => ({ hashOn: oneOf('pool.hash_on', pool.hash_on, hashOns) ?? defaultPoolSettings.hashOn }),
  },
  idle_timeout: {
    isSet: (pool) => pool.idle_timeout !== null,
    read: ({ idle_timeout: timeout }) => ({
      idleTimeoutMs:
        timeout === null ? defaultPoolSettings.idleTimeoutMs : durationMsOf(timeout, 'pool.idle_timeout', leaseBounds),
    }),
  },
  max_lifetime: {
    isSet: (pool) => pool.max_lifetime !== null,
    read: ({ max_lifetime: lifetime }) => ({
      maxLifetimeMs:
        lifetime === null || isZero(lifetime) ? 0 : durationMsOf(lifetime, 'pool.max_lifetime', leaseBounds),
    }),
  },
  unknown_id: {
    isSet: (pool) => pool.unknown_id !== 'UNKNOWN_ID_UNSPECIFIED',
    read: ({ unknown_id: value }) => ({
      unknownId:
        value === 'UNKNOWN_ID_UNSPECIFIED'
          ? defaultPoolSettings.unknownId
          : (unknownIds[value] ?? unknownValue('pool.unknown_id', value)),
    }),
  },
  session_ids: {
    isSet: (pool) => pool.session_ids !== 'SESSION_IDS_UNSPECIFIED',
    read: ({ session_ids: value }) => ({
      sessionIds:
        value === 'SESSION_IDS_UNSPECIFIED'
          ? defaultPoolSettings.sessionIds
          : (sessionIdModes[value] ?? unknownValue('pool.session_ids', value)),
    }),
  },
};

export function poolMessage({ name, settings, version, createdAtMs, backendCount, sessionCount }: PoolView): Pool {
  return {
    name,
    policy: settings.policy,
    hash_on: settings.hashOn,
    idle_timeout: timestamp(settings.idleTimeoutMs),
    max_lifetime: settings.maxLifetimeMs === 0 ? null : timestamp(settings.maxLifetimeMs),
    unknown_id: settings.unknownId === 'adopt' ? 'UNKNOWN_ID_ADOPT' : 'UNKNOWN_ID_REPLACE',
    session_ids: settings.sessionIds === 'readable' ? 'SESSION_IDS_READABLE' : 'SESSION_IDS_SEALED',
    backend_count: backendCount,
    session_count: sessionCount,
    create_time: timestamp(createdAtMs),
    etag: String(version),
  };
}

function oneOf<T extends string>(field: string, value: string, known: readonly T[]): T | null {
  if (value === '') return null;
  const found = known.find((word) => word === value);
  if (found === undefined) throw invalid(field, `must be one of ${known.join(', ')}, not ${quoted(value)}`);
  return found;
}

// The decoder passes a number through that has no name in the contract.
function unknownValue(field: string, value: unknown): never {
  throw invalid(field, `${String(value)} is no value that this lbd knows`);
}
