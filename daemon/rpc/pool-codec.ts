import type { FieldMask__Output } from '../../proto/generated/google/protobuf/FieldMask.ts';
import type { Pool__Output } from '../../proto/generated/lb/v1/Pool.ts';
import type { Reaction__Output as ReactionValue } from '../../proto/generated/lb/v1/Reaction.ts';
import type { RestartReaction__Output as RestartReaction } from '../../proto/generated/lb/v1/RestartReaction.ts';
import type { SessionIds__Output as SessionIdsValue } from '../../proto/generated/lb/v1/SessionIds.ts';
import type { UnknownId__Output as UnknownIdValue } from '../../proto/generated/lb/v1/UnknownId.ts';
import type { AffinitySettings } from '../core/affinity-settings.ts';
import { invalid } from '../core/errors.ts';
import {
  defaultPoolSettings,
  type HashOn,
  type PolicyName,
  type PoolPatch,
  type PoolSettings,
  type Reaction,
  type SessionIds,
  type UnknownId,
} from '../core/model.ts';
import { affinityFields, silentAffinity } from './affinity-codec.ts';
import { addressFields } from './pool-address-codec.ts';
import { quoted } from './quoted.ts';
import { type Field, type Fields, settingsPatches } from './settings-patch.ts';
import { type DurationBounds, durationMsOf, isZero, leaseBounds } from './times.ts';
import { type EnumWords, enumWord, oneOf } from './words.ts';

const policies = [
  'round_robin',
  'least_sessions',
  'least_connections',
  'two_choices',
  'random',
  'consistent_hash',
] as const satisfies readonly PolicyName[];
const hashOns = ['session_id', 'client_ip', 'path'] as const satisfies readonly HashOn[];
// A header's name by RFC 9110, as Route presents them: in lower case.
const headerPattern = /^header:[!#$%&'*+.^_`|~0-9a-z-]{1,64}$/;
const maxEjectAfter = 1_000;

export const unknownIds: EnumWords<UnknownIdValue, UnknownId> = {
  UNKNOWN_ID_ADOPT: 'adopt',
  UNKNOWN_ID_REPLACE: 'replace',
};
export const sessionIdModes: EnumWords<SessionIdsValue, SessionIds> = {
  SESSION_IDS_READABLE: 'readable',
  SESSION_IDS_SEALED: 'sealed',
};
export const reactions: EnumWords<ReactionValue, Reaction> = {
  REACTION_REDISTRIBUTE: 'redistribute',
  REACTION_REFUSE: 'refuse',
  REACTION_HOLD: 'hold',
};
export const restartReactions: EnumWords<RestartReaction, 'break' | 'keep'> = {
  RESTART_REACTION_BREAK: 'break',
  RESTART_REACTION_KEEP: 'keep',
};

const holdBounds: DurationBounds = { minMs: 1, maxMs: 300_000, words: '1 ms to 300 s' };
const breakBounds: DurationBounds = { minMs: 0, maxMs: 86_400_000, words: '0 s to 24 h' };
const slowStartBounds: DurationBounds = { minMs: 0, maxMs: 3_600_000, words: '0 s to 1 h' };
const ejectBounds: DurationBounds = { minMs: 1, maxMs: 300_000, words: '1 ms to 300 s' };

/** The settings in a Pool message. */
const ownFields: Fields<Pool__Output, Partial<PoolSettings>> = {
  policy: {
    isSet: ({ policy }) => policy !== '',
    read: ({ policy }) => ({ policy: oneOf(policy, policies, 'pool.policy') ?? defaultPoolSettings.policy }),
  },
  hash_on: {
    isSet: ({ hash_on }) => hash_on !== '',
    read: ({ hash_on }) => ({ hashOn: hashOnOf(hash_on) ?? defaultPoolSettings.hashOn }),
  },
  idle_timeout: duration('idle_timeout', 'idleTimeoutMs', leaseBounds),
  max_lifetime: duration('max_lifetime', 'maxLifetimeMs', leaseBounds, 'zero is off'),
  unknown_id: word('unknown_id', 'unknownId', unknownIds),
  session_ids: word('session_ids', 'sessionIds', sessionIdModes),
  on_unhealthy: word('on_unhealthy', 'onUnhealthy', reactions),
  on_removed: word('on_removed', 'onRemoved', reactions),
  on_drained: word('on_drained', 'onDrained', reactions),
  on_restart: word('on_restart', 'onRestart', restartReactions),
  hold_for: duration('hold_for', 'holdForMs', holdBounds),
  break_after: duration('break_after', 'breakAfterMs', breakBounds),
  unconfirmed_timeout: duration('unconfirmed_timeout', 'unconfirmedTimeoutMs', leaseBounds, 'zero is off'),
  bounded_load: {
    isSet: ({ bounded_load }) => bounded_load !== 0,
    read: ({ bounded_load }) => ({ boundedLoad: boundedLoadOf(bounded_load) }),
  },
  slow_start: duration('slow_start', 'slowStartMs', slowStartBounds),
  eject_after: {
    isSet: ({ eject_after }) => eject_after !== undefined,
    read: ({ eject_after: count = defaultPoolSettings.ejectAfter }) => ({
      ejectAfter: upTo(maxEjectAfter, count, 'pool.eject_after'),
    }),
  },
  eject_for: duration('eject_for', 'ejectForMs', ejectBounds),
  max_ejected: {
    isSet: ({ max_ejected }) => max_ejected !== undefined,
    read: ({ max_ejected: percent = defaultPoolSettings.maxEjected }) => ({
      maxEjected: upTo(100, percent, 'pool.max_ejected'),
    }),
  },
  panic_threshold: {
    isSet: ({ panic_threshold }) => panic_threshold !== 0,
    read: ({ panic_threshold }) => ({ panicThreshold: upTo(100, panic_threshold, 'pool.panic_threshold') }),
  },
  expose_assignment: {
    isSet: ({ expose_assignment }) => expose_assignment,
    read: ({ expose_assignment }) => ({ exposeAssignment: expose_assignment }),
  },
};

/** The settings of a pool, and of its affinity by their paths. */
const poolFields: Fields<Pool__Output, PoolPatch> = {
  ...(ownFields as Fields<Pool__Output, PoolPatch>),
  ...(addressFields as Fields<Pool__Output, PoolPatch>),
  ...Object.fromEntries(Object.entries(affinityFields).map(([name, field]) => [`affinity.${name}`, ofAffinity(field)])),
};

/** @throws LbError `invalid-argument` */
export function poolPatch(pool: Pool__Output, mask: FieldMask__Output | null): PoolPatch {
  const parts = settingsPatches(pool, mask, poolFields);
  const affinity = Object.assign({}, ...parts.map((part) => part.affinity)) as Partial<AffinitySettings>;
  return Object.assign({}, ...parts, Object.keys(affinity).length > 0 && { affinity }) as PoolPatch;
}

function ofAffinity(field: (typeof affinityFields)[string]): Field<Pool__Output, PoolPatch> {
  return {
    isSet: ({ affinity }) => affinity !== null && field.isSet(affinity),
    read: ({ affinity }) => ({ affinity: field.read(affinity ?? silentAffinity) }),
  };
}

type PoolField = Field<Pool__Output, Partial<PoolSettings>>;
type DurationName =
  | 'idle_timeout'
  | 'max_lifetime'
  | 'hold_for'
  | 'break_after'
  | 'unconfirmed_timeout'
  | 'slow_start'
  | 'eject_for';
type DurationKey = { [Key in keyof PoolSettings]: Key extends `${string}Ms` ? Key : never }[keyof PoolSettings];

function duration(
  name: DurationName,
  key: DurationKey,
  bounds: DurationBounds,
  zero: 'zero is off' | 'zero is a value' = 'zero is a value',
): PoolField {
  return {
    isSet: (pool) => pool[name] !== null,
    read: (pool) => {
      const given = pool[name];
      if (given === null) return { [key]: defaultPoolSettings[key] };
      return { [key]: zero === 'zero is off' && isZero(given) ? 0 : durationMsOf(given, `pool.${name}`, bounds) };
    },
  };
}

function word(
  name: 'unknown_id' | 'session_ids' | 'on_unhealthy' | 'on_removed' | 'on_drained' | 'on_restart',
  key: 'unknownId' | 'sessionIds' | 'onUnhealthy' | 'onRemoved' | 'onDrained' | 'onRestart',
  words: Readonly<Record<string, string>>,
): PoolField {
  return {
    isSet: (pool) => !`${pool[name]}`.endsWith('_UNSPECIFIED'),
    read: (pool) => ({ [key]: enumWord(pool[name], words, `pool.${name}`) ?? defaultPoolSettings[key] }),
  };
}

function hashOnOf(text: string): HashOn | null {
  const lower = text.startsWith('header:') ? text.toLowerCase() : text;
  if (headerPattern.test(lower)) return lower as HashOn;
  if (text === '' || hashOns.some((known) => known === text)) return oneOf(text, hashOns, 'pool.hash_on');
  throw invalid('pool.hash_on', `must be one of ${hashOns.join(', ')} or header:NAME, not ${quoted(text)}`);
}

function boundedLoadOf(factor: number): number {
  if (factor === 0 || (factor >= 1 && factor <= 10)) return factor;
  throw invalid('pool.bounded_load', `must be 0 (off) or 1 to 10, not ${factor}`);
}

function upTo(most: number, count: number, field: string): number {
  if (count > most) throw invalid(field, `must be 0 to ${most.toLocaleString('en')}, not ${count}`);
  return count;
}
