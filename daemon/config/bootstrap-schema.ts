import { z } from 'zod';
import * as rules from '../core/affinity-rules.ts';
import { defaultPool } from '../core/model.ts';
import { maxPoolHosts, normalHost, normalPrefix, pathPrefixProblem, poolHostProblem } from '../core/pool-addresses.ts';
import { parseDuration } from './duration.ts';

/** What a bootstrap file may hold; names and bounds are those of the API (proto/lb/v1/types.proto). */
const dayMs = 86_400_000;

const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, 'takes 1 to 63 of A-Z a-z 0-9 _ -, a letter or digit first');
const duration = (minMs: number, maxMs: number, words: string) =>
  z
    .string()
    .transform((text) => parseDuration(text) ?? -1)
    .refine((ms) => ms >= minMs && ms <= maxMs, `takes a duration from ${words}`);
const lease = duration(1, 365 * dayMs, '1ms to 8760h, such as 1h30m');
const address = z
  .string()
  .regex(/^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]{1,253}):[1-9][0-9]{0,4}$/, 'takes host:port or [v6]:port')
  .refine((text) => Number(text.split(':').at(-1)) <= 65_535, 'takes a port from 1 to 65535');
const text = (maxBytes: number) =>
  z.string().refine((value) => Buffer.byteLength(value) <= maxBytes, `takes at most ${maxBytes} bytes`);
const label = text(63);
const count = (min: number, max: number) => z.int().min(min).max(max);
const port = count(0, 65_535);
const reaction = z.enum(['redistribute', 'refuse', 'hold']);

/** Text in which `problemOf` finds nothing wrong. */
const checked = (problemOf: (value: string) => string | undefined) =>
  z.string().superRefine((value, context) => {
    const message = problemOf(value);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

export const affinitySchema = z.strictObject({
  affinity_mode: z.enum(['issued', 'learned']).optional(),
  unknown_learned: z.enum(['hash', 'reject']).optional(),
  labels_from: checked(rules.labelsFromProblem).optional(),
  key_sources: z
    .array(checked(rules.keySourceProblem).transform(rules.normalKeySource))
    .max(rules.maxKeySources)
    .optional(),
  cookie_format: z.enum(['signed', 'plain']).optional(),
  cookie_name: checked(rules.cookieNameProblem).optional(),
  backend_cookie_name: checked(rules.cookieNameProblem).optional(),
  cookie_path: checked(rules.cookiePathProblem).optional(),
  cookie_domain: checked(rules.cookieDomainProblem).optional(),
  cookie_same_site: z.enum(['lax', 'strict', 'none']).optional(),
  cookie_always_secure: z.boolean().optional(),
  cookie_max_age: duration(1_000, rules.maxCookieAgeMs, '1s to 9600h').optional(),
  cookie_partitioned: z.boolean().optional(),
  cookie_to_backend: z.boolean().optional(),
  logout_path: checked(rules.logoutPathProblem).optional(),
});

export const poolSchema = z.strictObject({
  name: id,
  policy: z
    .enum(['round_robin', 'least_sessions', 'least_connections', 'two_choices', 'random', 'consistent_hash'])
    .optional(),
  hash_on: z
    .union([
      z.enum(['session_id', 'client_ip', 'path']),
      z.templateLiteral(['header:', z.string().regex(/^[!#$%&'*+.^_`|~0-9a-z-]{1,64}$/)]),
    ])
    .optional(),
  idle_timeout: lease.optional(),
  max_lifetime: lease.optional(),
  unknown_id: z.enum(['adopt', 'replace']).optional(),
  session_ids: z.enum(['readable', 'sealed']).optional(),
  on_unhealthy: reaction.optional(),
  on_removed: reaction.optional(),
  on_drained: reaction.optional(),
  on_restart: z.enum(['break', 'keep']).optional(),
  hold_for: duration(1, 300_000, '1ms to 300s').optional(),
  break_after: duration(0, dayMs, '0s to 24h').optional(),
  unconfirmed_timeout: lease.optional(),
  bounded_load: z
    .number()
    .refine((factor) => factor === 0 || (factor >= 1 && factor <= 10), 'takes 0 (off) or 1 to 10')
    .optional(),
  slow_start: duration(0, 3_600_000, '0s to 1h').optional(),
  eject_after: count(0, 1_000).optional(),
  eject_for: duration(1, 300_000, '1ms to 300s').optional(),
  max_ejected: count(0, 100).optional(),
  panic_threshold: count(0, 100).optional(),
  affinity: affinitySchema.optional(),
  hosts: z.array(checked(poolHostProblem).transform(normalHost)).max(maxPoolHosts).optional(),
  path_prefixes: z.array(checked(pathPrefixProblem).transform(normalPrefix)).max(maxPoolHosts).optional(),
  expose_assignment: z.boolean().optional(),
});

export const probeSchema = z.strictObject({
  kind: z.enum(['none', 'tcp', 'http', 'grpc']).optional(),
  interval: duration(100, 3_600_000, '100ms to 1h').optional(),
  timeout: duration(10, 60_000, '10ms to 60s').optional(),
  rise: count(1, 100).optional(),
  fall: count(1, 100).optional(),
  path: text(1_024)
    .regex(/^\/[!-~]*$/, 'begins with / and holds printable ASCII only')
    .optional(),
  expect_status: z
    .string()
    .regex(/^[1-5][0-9]{2}(-[1-5][0-9]{2})?$/, 'takes a status or a range such as 200-399')
    .refine((range) => range.slice(0, 3) <= range.slice(-3), 'takes the lower status first')
    .optional(),
  body_contains: text(256).optional(),
  port: port.optional(),
  agent_port: port.optional(),
});

export const backendSchema = z.strictObject({
  id,
  pool: id.default(defaultPool),
  address,
  weight: count(0, 1_000).default(1),
  zone: label.default(''),
  labels: z
    .record(label, label)
    .refine((labels) => Object.keys(labels).length <= 32, 'takes at most 32 labels')
    .default({}),
  max_sessions: count(0, 2 ** 32 - 1).default(0),
  probe: probeSchema.default({}),
});
