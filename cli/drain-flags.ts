import { Flags } from '@oclif/core';
import type { DrainBackendRequest } from '../proto/generated/lb/v1/DrainBackendRequest.ts';
import { usageError } from './errors.ts';
import { durationFlag, poolFlag, reasonFlag } from './flags.ts';
import { durationOf } from './output/time.ts';

/** What `lbctl drain` can say of how a backend shall empty itself. */
export const drainFlags = {
  selector: Flags.string({
    summary: 'every backend of the pool with this label, key=value; repeat it for more',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'KEY=VALUE',
  }),
  pool: poolFlag(),
  deadline: durationFlag({ summary: 'how long its sessions may stay, up to 24h (5m unless one runs already)' }),
  'idle-deadline': durationFlag({ summary: 'let go before the deadline of whoever is unseen for so long' }),
  now: Flags.boolean({ summary: 'let its sessions move at their next request', exclusive: ['deadline', 'hold'] }),
  move: Flags.boolean({ summary: 'move its sessions now, idle ones first', exclusive: ['hold', 'now'] }),
  hold: Flags.boolean({ summary: 'move nothing: requests wait for it, as for a planned restart' }),
  rate: Flags.integer({ summary: 'move at most so many sessions a second', min: 1, exclusive: ['hold'] }),
  to: Flags.string({ summary: 'who receives its sessions', helpValue: 'BACKEND' }),
  // biome-ignore lint/suspicious/noThenProperty: a flag is no promise
  then: Flags.option({
    options: ['move', 'expire', 'hold'] as const,
    summary: 'what becomes of those still there at the deadline (move)',
  })(),
  reason: reasonFlag(),
};

export interface DrainWishes {
  readonly selector: readonly string[] | undefined;
  readonly pool: string;
  readonly deadline: number | undefined;
  readonly 'idle-deadline': number | undefined;
  readonly now: boolean;
  readonly move: boolean;
  readonly hold: boolean;
  readonly rate: number | undefined;
  readonly to: string | undefined;
  readonly then?: 'move' | 'expire' | 'hold' | undefined;
  readonly reason: string | undefined;
}

const ends = { move: 'DRAIN_THEN_MOVE', expire: 'DRAIN_THEN_EXPIRE', hold: 'DRAIN_THEN_HOLD' } as const;

/** The request that the flags describe; what they leave out stays as a running drain has it. Throws a usage error. */
export function drainRequest(backendId: string | undefined, flags: DrainWishes): DrainBackendRequest {
  if ((backendId === undefined) === (flags.selector === undefined)) {
    throw usageError(
      backendId === undefined ? 'which backend shall drain?' : 'a backend and --selector exclude each other',
      'give the id of a backend, or --selector key=value for all with that label',
    );
  }
  const saysHow = flags.then !== undefined && flags.then !== 'move';
  // lbd lets go at once where there is no deadline at all: whatever shall happen at it needs a moment.
  const deadlineMs = flags.now || flags.deadline === 0 ? Number(saysHow) : flags.deadline;
  const idleMs = flags['idle-deadline'];
  return {
    pool: flags.pool,
    backend_id: backendId ?? '',
    selector: flags.selector?.join(',') ?? '',
    deadline: deadlineMs === undefined ? null : durationOf(deadlineMs),
    idle_deadline: idleMs === undefined ? null : durationOf(idleMs),
    mode: flags.move ? 'DRAIN_MODE_MOVE' : flags.hold ? 'DRAIN_MODE_HOLD' : 'DRAIN_MODE_UNSPECIFIED',
    at_deadline: flags.then === undefined ? 'DRAIN_THEN_UNSPECIFIED' : ends[flags.then],
    to: flags.to ?? '',
    rate: flags.rate ?? 0,
    reason: flags.reason ?? '',
  };
}
