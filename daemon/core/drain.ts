import { LbError } from './errors.ts';
import type { AdminState, BackendRow, BreakReason, DrainPlan } from './model.ts';

export type AdminEvent = 'cordon' | 'uncordon' | 'drain' | 'emptied' | 'undrain';

// Asking twice is answered, not refused: those entries lead to where one is.
const next: Record<AdminState, Partial<Record<AdminEvent, AdminState>>> = {
  active: { cordon: 'cordoned', uncordon: 'active', drain: 'draining', undrain: 'active' },
  cordoned: { cordon: 'cordoned', uncordon: 'active', drain: 'draining', undrain: 'active' },
  draining: { drain: 'draining', emptied: 'drained', undrain: 'active' },
  drained: { drain: 'drained', emptied: 'drained', undrain: 'active' },
};

/** @throws LbError `wrong-state`, naming the state and what was asked */
export function nextAdminState(backend: BackendRow, event: AdminEvent): AdminState {
  const state = next[backend.admin][event];
  if (state !== undefined) return state;
  throw new LbError('wrong-state', `backend "${backend.id}" is ${backend.admin}: it can't ${event}; undrain it first`, {
    metadata: { admin_state: backend.admin, event },
  });
}

/** The row with a drain begun or changed. */
export function draining(backend: BackendRow, drain: DrainPlan): BackendRow {
  return { ...backend, admin: nextAdminState(backend, 'drain'), drain, version: backend.version + 1 };
}

/** The row of a backend that holds nothing any more by wish, whether it drained before or not: its incarnation is over. */
export function drained(backend: BackendRow, drain: DrainPlan | null = backend.drain): BackendRow {
  const begun = { ...backend, admin: nextAdminState(backend, 'drain') };
  return {
    ...broken(begun, 'backend-drained'),
    admin: nextAdminState(begun, 'emptied'),
    drain,
    version: backend.version + 1,
  };
}

/** The row with every session of today and before let go. A million are let go by this one write. */
export function broken(backend: BackendRow, because: BreakReason): BackendRow {
  const incarnation = backend.incarnation + 1;
  return { ...backend, incarnation, keptFrom: incarnation, brokenBecause: because };
}

/** A planned restart: nothing moves, whoever asks waits. */
export function isHolding(backend: BackendRow): boolean {
  return backend.drain !== null && backend.drain.mode === 'hold' && backend.admin === 'draining';
}
