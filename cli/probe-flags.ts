import { Flags } from '@oclif/core';
import type { Probe, Probe__Output } from '../proto/generated/lb/v1/Probe.ts';
import { usageError } from './errors.ts';
import { durationFlag } from './flags.ts';
import { durationOf } from './output/time.ts';

const kinds = {
  http: 'PROBE_KIND_HTTP',
  tcp: 'PROBE_KIND_TCP',
  grpc: 'PROBE_KIND_GRPC',
  none: 'PROBE_KIND_NONE',
} as const;

/** How lbd shall look at a backend. */
export const probeFlags = {
  probe: Flags.option({
    options: Object.keys(kinds) as (keyof typeof kinds)[],
    summary: 'how lbd looks whether it is well',
  })(),
  'probe-path': Flags.string({ summary: 'what an http probe gets (/)', helpValue: 'PATH' }),
  'probe-interval': durationFlag({ summary: 'how often lbd looks (5s)' }),
  'probe-timeout': durationFlag({ summary: 'how long an answer may take (2s)' }),
  'probe-rise': Flags.integer({ summary: 'good answers in a row that make it healthy (2)', min: 1, max: 100 }),
  'probe-fall': Flags.integer({ summary: 'bad answers in a row that make it unhealthy (3)', min: 1, max: 100 }),
  'probe-status': Flags.string({ summary: 'statuses of an http probe that are good (200-399)', helpValue: 'RANGE' }),
  'probe-body': Flags.string({ summary: "text that an http probe's answer must hold", helpValue: 'TEXT' }),
  'probe-port': Flags.integer({ summary: "another port than the backend's; 0 for the backend's", min: 0, max: 65_535 }),
  'agent-port': Flags.integer({
    summary: 'where it speaks for itself (HAProxy agent-check); 0 for nowhere',
    min: 0,
    max: 65_535,
  }),
};

export interface ProbeWishes {
  readonly probe?: keyof typeof kinds | undefined;
  readonly 'probe-path': string | undefined;
  readonly 'probe-interval': number | undefined;
  readonly 'probe-timeout': number | undefined;
  readonly 'probe-rise': number | undefined;
  readonly 'probe-fall': number | undefined;
  readonly 'probe-status': string | undefined;
  readonly 'probe-body': string | undefined;
  readonly 'probe-port': number | undefined;
  readonly 'agent-port': number | undefined;
}

export function asksForProbe(flags: ProbeWishes): boolean {
  return Object.keys(probeFlags).some((name) => flags[name as keyof ProbeWishes] !== undefined);
}

/** Today's probe with what the flags change of it. Throws a usage error for settings of a probe that is not there. */
export function probeOf(flags: ProbeWishes, today: Probe__Output | null): Probe {
  const interval = flags['probe-interval'];
  const timeout = flags['probe-timeout'];
  const changes: Probe = {
    ...(flags.probe && { kind: kinds[flags.probe] }),
    ...(flags['probe-path'] !== undefined && { path: flags['probe-path'] }),
    ...(interval !== undefined && { interval: durationOf(interval) }),
    ...(timeout !== undefined && { timeout: durationOf(timeout) }),
    ...(flags['probe-rise'] !== undefined && { rise: flags['probe-rise'] }),
    ...(flags['probe-fall'] !== undefined && { fall: flags['probe-fall'] }),
    ...(flags['probe-status'] !== undefined && { expect_status: flags['probe-status'] }),
    ...(flags['probe-body'] !== undefined && { body_contains: flags['probe-body'] }),
    ...(flags['probe-port'] !== undefined && { port: flags['probe-port'] }),
  };
  const kind = changes.kind ?? today?.kind ?? 'PROBE_KIND_UNSPECIFIED';
  const isNone = kind === 'PROBE_KIND_NONE' || kind === 'PROBE_KIND_UNSPECIFIED';
  const [stray] = Object.keys(changes).filter((name) => name !== 'kind');
  if (isNone && stray !== undefined) {
    throw usageError('there is no probe to set up so', 'add --probe http, tcp or grpc');
  }
  const agent = flags['agent-port'] === undefined ? {} : { agent_port: flags['agent-port'] };
  // What a probe of another kind was told, lbd needs not know; it would refuse a path for tcp.
  const kept = today === null || today.kind !== kind ? { agent_port: today?.agent_port ?? 0 } : today;
  return { ...kept, ...changes, kind, ...agent };
}
