import { z } from 'zod';
import type { AffinitySettings } from '../core/affinity-settings.ts';
import {
  type BackendId,
  type BackendSettings,
  defaultPool,
  defaultProbe,
  type PoolName,
  type PoolPatch,
  type ProbeSettings,
} from '../core/model.ts';
import { type affinitySchema, backendSchema, poolSchema, type probeSchema } from './bootstrap-schema.ts';
import { ConfigError } from './config-error.ts';
import { readYamlMap } from './file.ts';

/** What `--bootstrap FILE` asks for. Names are those of the API (proto/lb/v1/types.proto). */
export interface BootstrapPlan {
  readonly file: string;
  readonly pools: readonly { readonly name: PoolName; readonly settings: PoolPatch }[];
  readonly backends: readonly { readonly pool: PoolName; readonly id: BackendId; readonly settings: BackendSettings }[];
}

/** @throws ConfigError with the path of what is wrong, such as `backends[0].address` */
export function readBootstrapFile(file: string): BootstrapPlan {
  const result = planSchema.safeParse(readYamlMap(file));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new ConfigError(`${file}: ${pathText(issue?.path ?? [])}${issue?.message ?? 'is not understood'}`);
  }
  const { pools, backends } = result.data;
  return {
    file,
    pools: pools.map(({ name, ...pool }) => ({ name, settings: poolSettings(pool) })),
    backends: backends.map(({ pool, id, ...backend }) => ({ pool, id, settings: backendSettings(backend) })),
  };
}

const planSchema = z
  .strictObject({
    pools: z.array(poolSchema).max(10_000).default([]),
    backends: z.array(backendSchema).max(100_000).default([]),
  })
  .superRefine(({ pools, backends }, context) => {
    const names = new Set([defaultPool]);
    const seenPools = new Set<string>();
    for (const [i, { name }] of pools.entries()) {
      if (seenPools.has(name)) {
        context.addIssue({ code: 'custom', path: ['pools', i, 'name'], message: `"${name}" is there twice` });
      }
      seenPools.add(name);
      names.add(name);
    }
    const seen = new Set<string>();
    for (const [i, { pool: home, id: name }] of backends.entries()) {
      const full = `${home}/${name}`;
      if (seen.has(full))
        context.addIssue({ code: 'custom', path: ['backends', i, 'id'], message: `"${full}" is there twice` });
      if (!names.has(home))
        context.addIssue({ code: 'custom', path: ['backends', i, 'pool'], message: `there is no pool "${home}"` });
      seen.add(full);
    }
  });

function poolSettings(given: Omit<z.output<typeof poolSchema>, 'name'>): PoolPatch {
  return said<Required<PoolPatch>>({
    policy: given.policy,
    hashOn: given.hash_on,
    idleTimeoutMs: given.idle_timeout,
    maxLifetimeMs: given.max_lifetime,
    unknownId: given.unknown_id,
    sessionIds: given.session_ids,
    onUnhealthy: given.on_unhealthy,
    onRemoved: given.on_removed,
    onDrained: given.on_drained,
    onRestart: given.on_restart,
    holdForMs: given.hold_for,
    breakAfterMs: given.break_after,
    unconfirmedTimeoutMs: given.unconfirmed_timeout,
    boundedLoad: given.bounded_load,
    slowStartMs: given.slow_start,
    ejectAfter: given.eject_after,
    ejectForMs: given.eject_for,
    maxEjected: given.max_ejected,
    panicThreshold: given.panic_threshold,
    affinity: given.affinity && affinitySettings(given.affinity),
    hosts: given.hosts,
    pathPrefixes: given.path_prefixes,
    exposeAssignment: given.expose_assignment,
  });
}

function affinitySettings(given: z.output<typeof affinitySchema>): Partial<AffinitySettings> {
  return said<AffinitySettings>({
    mode: given.affinity_mode,
    unknownLearned: given.unknown_learned,
    labelsFrom: given.labels_from,
    keySources: given.key_sources,
    cookieFormat: given.cookie_format,
    cookieName: given.cookie_name,
    backendCookieName: given.backend_cookie_name,
    cookiePath: given.cookie_path,
    cookieDomain: given.cookie_domain,
    sameSite: given.cookie_same_site,
    alwaysSecure: given.cookie_always_secure,
    cookieMaxAgeMs: given.cookie_max_age,
    partitioned: given.cookie_partitioned,
    cookieToBackend: given.cookie_to_backend,
    logoutPath: given.logout_path,
  });
}

function backendSettings(given: Omit<z.output<typeof backendSchema>, 'pool' | 'id'>): BackendSettings {
  const { max_sessions: maxSessions, probe, ...rest } = given;
  return { ...rest, maxSessions, probe: { ...defaultProbe, ...probeSettings(probe) } };
}

function probeSettings(given: z.output<typeof probeSchema>): Partial<ProbeSettings> {
  return said<ProbeSettings>({
    kind: given.kind,
    intervalMs: given.interval,
    timeoutMs: given.timeout,
    rise: given.rise,
    fall: given.fall,
    path: given.path,
    expectStatus: given.expect_status,
    bodyContains: given.body_contains,
    port: given.port,
    agentPort: given.agent_port,
  });
}

/** Every setting must be named here, so that none is forgotten; those the file is silent about are left out. */
function said<Settings>(given: { readonly [Key in keyof Settings]: Settings[Key] | undefined }): Partial<Settings> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Settings>;
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '';
  return `${path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part)}`)).join('')}: `;
}
