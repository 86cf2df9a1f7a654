import { describe, expect, test } from 'vitest';
import { affinityFlags, affinitySettings } from '../../cli/affinity-flags.ts';
import { affinityTexts } from '../../cli/affinity-view.ts';
import { poolFlags, poolSettings } from '../../cli/pool-flags.ts';
import { describePool, settingTexts } from '../../cli/pool-view.ts';
import { type ProbeWishes, probeFlags, probeOf } from '../../cli/probe-flags.ts';
import { probeText } from '../../cli/probe-view.ts';
import type { Affinity__Output } from '../../proto/generated/lb/v1/Affinity.ts';
import type { Pool__Output } from '../../proto/generated/lb/v1/Pool.ts';
import type { Probe__Output } from '../../proto/generated/lb/v1/Probe.ts';
import { fieldsOf } from './contract-fields.ts';

/** What lbd tells of a pool, and nobody sets. */
const told = ['affinity', 'name', 'backend_count', 'session_count', 'create_time', 'etag', 'panic'];

/** A list's flag is given once for each of its values. */
const flagOf = (field: string) =>
  ({ hosts: 'host', path_prefixes: 'path-prefix' })[field] ?? field.replaceAll('_', '-');

describe("a pool's settings", () => {
  const settings = fieldsOf('Pool').filter((field) => !told.includes(field));

  test('all have a flag of their name, and no flag is for nothing', () => {
    expect(Object.keys(poolFlags).sort()).toEqual(settings.map(flagOf).sort());
  });

  test('are what the flags say, in the words of the contract, and no more', () => {
    expect(poolSettings({})).toEqual({});
    expect(poolSettings({ host: ['a', 'b'], 'path-prefix': [''] })).toEqual({ hosts: ['a', 'b'], path_prefixes: [] });
    const flags = {
      policy: 'random',
      'on-unhealthy': 'hold',
      'on-restart': 'keep',
      'hold-for': 1_500,
      'eject-after': 0,
    };
    expect(poolSettings({ ...flags, 'bounded-load': 1.25, json: true })).toEqual({
      policy: 'random',
      on_unhealthy: 'REACTION_HOLD',
      on_restart: 'RESTART_REACTION_KEEP',
      hold_for: { seconds: 1, nanos: 500_000_000 },
      eject_after: 0,
      bounded_load: 1.25,
    });
  });

  test('are told, all of them', () => {
    const pool = Object.fromEntries(fieldsOf('Pool').map((field) => [field, field.startsWith('on_') ? '' : 0]));
    const texts = {
      affinity: null,
      policy: 'consistent_hash',
      hash_on: 'path',
      session_ids: '',
      unknown_id: '',
      on_restart: '',
      hosts: [],
      path_prefixes: [],
    };
    const described = describePool({ ...pool, ...texts } as unknown as Pool__Output, 0).map(([name]) => name);
    const inPolicy = ['hash_on'];
    const missing = settings.filter((field) => !described.includes(field.replaceAll('_', ' ')));
    expect(missing).toEqual(inPolicy);
  });

  test('say in words when they are off', () => {
    const pool = { eject_after: 0, max_ejected: 0, bounded_load: 0, slow_start: { seconds: 0 } };
    expect(settingTexts(pool as Pool__Output, ['eject_after', 'max_ejected', 'bounded_load', 'slow_start'])).toEqual([
      'eject after off',
      'max ejected 0 %',
      'bounded load off',
      'slow start off',
    ]);
  });
});

describe("a pool's affinity", () => {
  const fields = fieldsOf('Affinity');

  test('has a flag for every field, and no flag is for nothing', () => {
    const flags = fields.map((field) => (field === 'key_sources' ? 'key-source' : field.replaceAll('_', '-')));
    expect(Object.keys(affinityFlags).sort()).toEqual(flags.sort());
  });

  test('is what the flags say, in the words of the contract, and no more', () => {
    expect(affinitySettings({ policy: 'random' })).toEqual({});
    expect(affinitySettings({ 'key-source': [''] })).toEqual({ key_sources: [] });
    const flags = { 'key-source': ['header:x'], 'cookie-same-site': 'none', 'cookie-always-secure': false };
    expect(affinitySettings({ ...flags, 'cookie-max-age': 1_500 })).toEqual({
      key_sources: ['header:x'],
      cookie_same_site: 'SAME_SITE_NONE',
      cookie_always_secure: false,
      cookie_max_age: { seconds: 1, nanos: 500_000_000 },
    });
  });

  test('is told, all of it', () => {
    const affinity = Object.fromEntries(fields.map((field) => [field, field === 'key_sources' ? [] : '']));
    const texts = affinityTexts({ ...affinity, cookie_max_age: null } as unknown as Affinity__Output);
    expect(texts.map(([name]) => name)).toEqual(fields.map((field) => field.replaceAll('_', ' ')));
  });
});

describe('a probe', () => {
  const none = Object.fromEntries(Object.keys(probeFlags).map((name) => [name, undefined])) as unknown as ProbeWishes;
  const http: Probe__Output = {
    kind: 'PROBE_KIND_HTTP',
    interval: { seconds: 2, nanos: 0 },
    timeout: { seconds: 1, nanos: 0 },
    rise: 2,
    fall: 3,
    path: '/health',
    expect_status: '200',
    body_contains: 'ok',
    port: 8_080,
    agent_port: 9_000,
  } as unknown as Probe__Output;

  test('has a flag for all that the contract can say of it', () => {
    const named: Record<string, string> = {
      kind: 'probe',
      expect_status: 'probe-status',
      body_contains: 'probe-body',
      agent_port: 'agent-port',
    };
    const flags = fieldsOf('Probe').map((field) => named[field] ?? `probe-${field}`);
    expect(Object.keys(probeFlags).sort()).toEqual(flags.sort());
  });

  test('changes only in what is given', () => {
    const changed = probeOf({ ...none, 'probe-interval': 500, 'probe-fall': 5 }, http);
    expect(changed).toEqual({ ...http, interval: { seconds: 0, nanos: 500_000_000 }, fall: 5 });
  });

  test('of another kind begins anew, and keeps the agent', () => {
    expect(probeOf({ ...none, probe: 'tcp' }, http)).toEqual({ kind: 'PROBE_KIND_TCP', agent_port: 9_000 });
    expect(probeOf({ ...none, 'agent-port': 7 }, null)).toEqual({ kind: 'PROBE_KIND_UNSPECIFIED', agent_port: 7 });
  });

  test('that is none has nothing to be set', () => {
    expect(() => probeOf({ ...none, 'probe-path': '/' }, null)).toThrow('there is no probe to set up so');
    expect(() => probeOf({ ...none, probe: 'none', 'probe-rise': 2 }, http)).toThrow('there is no probe');
  });

  test('is told in a line', () => {
    expect(probeText(http)).toBe(
      'http :8080/health, status 200, body has "ok", every 2s within 1s, 2 up, 3 down, agent :9000',
    );
    expect(probeText({ ...http, kind: 'PROBE_KIND_TCP', agent_port: 0 })).toBe(
      'tcp :8080, every 2s within 1s, 2 up, 3 down',
    );
    expect(probeText({ ...http, kind: 'PROBE_KIND_NONE' })).toBe('agent :9000');
    expect(probeText(null)).toBe('');
  });
});
