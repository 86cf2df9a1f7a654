import { z } from 'zod';
import { type BackendId, type BackendSettings, defaultPool, type PoolName, type PoolSettings } from '../core/model.ts';
import { ConfigError } from './config-error.ts';
import { parseDuration } from './duration.ts';
import { readYamlMap } from './file.ts';

/** What `--bootstrap FILE` asks for. Names are those of the API (proto/lb/v1/types.proto). */
export interface BootstrapPlan {
  readonly file: string;
  readonly pools: readonly { readonly name: PoolName; readonly settings: Partial<PoolSettings> }[];
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
    backends: backends.map(({ pool, id, ...backend }) => ({
      pool,
      id,
      settings: { ...backend, maxSessions: backend.max_sessions },
    })),
  };
}

const dayMs = 86_400_000;
const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, 'takes 1 to 63 of A-Z a-z 0-9 _ -, a letter or digit first');
const lease = z
  .string()
  .transform((text) => parseDuration(text) ?? 0)
  .refine((ms) => ms >= 1 && ms <= 365 * dayMs, 'takes a duration from 1ms to 8760h, such as 1h30m');
const address = z
  .string()
  .regex(/^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]{1,253}):[1-9][0-9]{0,4}$/, 'takes host:port or [v6]:port')
  .refine((text) => Number(text.split(':').at(-1)) <= 65_535, 'takes a port from 1 to 65535');
const shortText = z.string().refine((text) => Buffer.byteLength(text) <= 63, 'takes at most 63 bytes');

const pool = z.strictObject({
  name: id,
  policy: z.enum(['round_robin', 'least_sessions', 'consistent_hash']).optional(),
  hash_on: z.enum(['session_id', 'client_ip']).optional(),
  idle_timeout: lease.optional(),
  max_lifetime: lease.optional(),
  unknown_id: z.enum(['adopt', 'replace']).optional(),
  session_ids: z.enum(['readable', 'sealed']).optional(),
});

const backend = z.strictObject({
  id,
  pool: id.default(defaultPool),
  address,
  weight: z.int().min(0).max(1_000).default(1),
  zone: shortText.default(''),
  labels: z
    .record(shortText, shortText)
    .refine((labels) => Object.keys(labels).length <= 32, 'takes at most 32 labels')
    .default({}),
  max_sessions: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(0),
});

const planSchema = z
  .strictObject({ pools: z.array(pool).max(10_000).default([]), backends: z.array(backend).max(100_000).default([]) })
  .superRefine(({ pools, backends }, context) => {
    const names = new Set([defaultPool]);
    for (const [i, { name }] of pools.entries()) {
      if (pools.findIndex((other) => other.name === name) !== i) {
        context.addIssue({ code: 'custom', path: ['pools', i, 'name'], message: `"${name}" is there twice` });
      }
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

function poolSettings(given: Omit<z.output<typeof pool>, 'name'>): Partial<PoolSettings> {
  const { policy, hash_on, idle_timeout, max_lifetime, unknown_id, session_ids } = given;
  return {
    ...(policy && { policy }),
    ...(hash_on && { hashOn: hash_on }),
    ...(idle_timeout && { idleTimeoutMs: idle_timeout }),
    ...(max_lifetime && { maxLifetimeMs: max_lifetime }),
    ...(unknown_id && { unknownId: unknown_id }),
    ...(session_ids && { sessionIds: session_ids }),
  };
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '';
  return `${path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part)}`)).join('')}: `;
}
