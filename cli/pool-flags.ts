import { Flags } from '@oclif/core';
import type { Pool } from '../proto/generated/lb/v1/Pool.ts';
import { durationFlag } from './flags.ts';
import { durationOf } from './output/time.ts';

/** A share or a factor, such as 1.25. */
const numberFlag = Flags.custom<number>({
  parse: async (text) => {
    if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`${JSON.stringify(text)} is no number: write it like 1.25`);
    return Number(text);
  },
  helpValue: 'NUMBER',
});

const reactionFlag = (summary: string) =>
  Flags.option({ options: ['redistribute', 'refuse', 'hold'] as const, summary })();

/** Every setting of a pool, by the name of its flag. */
export const poolFlags = {
  policy: Flags.string({
    summary:
      'who gets a new session: round_robin, least_sessions, least_connections, two_choices, random or consistent_hash',
    helpValue: 'NAME',
  }),
  'hash-on': Flags.string({
    summary: 'what consistent_hash hashes: session_id, client_ip, header:NAME or path',
    helpValue: 'WHAT',
  }),
  'bounded-load': numberFlag({
    summary: 'consistent_hash passes over who has so many times its fair share (1 to 10); 0 is off',
  }),
  'slow-start': durationFlag({ summary: 'how long a new or recovered backend takes to its full share; 0s is off' }),
  'idle-timeout': durationFlag({ summary: 'how long a session may stay unseen' }),
  'max-lifetime': durationFlag({ summary: 'how long a session may live in all; 0s for no bound' }),
  'unconfirmed-timeout': durationFlag({ summary: 'idle timeout of who was seen once only; 0s for the idle timeout' }),
  'on-unhealthy': reactionFlag('what becomes of a session whose home is unhealthy'),
  'on-removed': reactionFlag('what becomes of a session whose home was removed'),
  'on-drained': reactionFlag('what becomes of a session whose home is drained'),
  'on-restart': Flags.option({
    options: ['break', 'keep'] as const,
    summary: 'whether another process behind a backend has its sessions still',
  })(),
  'hold-for': durationFlag({ summary: 'how long a held request waits for its home' }),
  'break-after': durationFlag({ summary: 'how long a backend may be unhealthy before it loses its sessions' }),
  'eject-after': Flags.integer({ summary: 'failures in a row that traffic may see of a backend; 0 is off', min: 0 }),
  'eject-for': durationFlag({ summary: 'how long the first ejection lasts; each following one lasts twice as long' }),
  'max-ejected': Flags.integer({ summary: 'percentage of the pool that may be ejected', min: 0, max: 100 }),
  'panic-threshold': Flags.integer({
    summary: 'with a larger percentage unhealthy, new sessions go to all; 0 is off',
    min: 0,
    max: 100,
  }),
  host: Flags.string({
    summary: "whose HTTP requests are the pool's: example.com or *.example.com; '' for every host",
    helpValue: 'NAME',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'path-prefix': Flags.string({
    summary: "which paths are the pool's, with all below them; '' for every path",
    helpValue: 'PATH',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'expose-assignment': Flags.boolean({
    summary: 'the gateway tells backends X-LB-Pool, X-LB-Backend and X-LB-Generation',
    allowNo: true,
  }),
  'unknown-id': Flags.option({
    options: ['adopt', 'replace'] as const,
    summary: "what becomes of a client's id that lbd does not know",
  })(),
  'session-ids': Flags.option({
    options: ['readable', 'sealed'] as const,
    summary: 'whether operators can read session ids',
  })(),
};

/** What stands in front of an enum's value in the contract. */
const prefixes: Readonly<Record<string, string>> = {
  on_unhealthy: 'REACTION_',
  on_removed: 'REACTION_',
  on_drained: 'REACTION_',
  on_restart: 'RESTART_REACTION_',
  unknown_id: 'UNKNOWN_ID_',
  session_ids: 'SESSION_IDS_',
};
/** Flags that are given once for each of a field's values. */
const lists: Readonly<Record<string, string>> = { host: 'hosts', path_prefix: 'path_prefixes' };
const durations = new Set([
  'slow_start',
  'idle_timeout',
  'max_lifetime',
  'unconfirmed_timeout',
  'hold_for',
  'break_after',
  'eject_for',
]);

/** The settings that the flags name, and no others. A flag is called as its field in the contract, with dashes. */
export function poolSettings(flags: Readonly<Record<string, unknown>>): Pool {
  const settings: Record<string, unknown> = {};
  for (const name of Object.keys(poolFlags)) {
    const value = flags[name];
    if (value === undefined) continue;
    const field = name.replaceAll('-', '_');
    const prefix = prefixes[field];
    const list = lists[field];
    if (list !== undefined) settings[list] = (value as string[]).filter((text) => text !== '');
    else if (durations.has(field)) settings[field] = durationOf(value as number);
    else settings[field] = prefix === undefined ? value : `${prefix}${String(value).toUpperCase()}`;
  }
  return settings;
}
