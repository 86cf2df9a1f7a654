import type { Session__Output as Session } from '../proto/generated/lb/v1/Session.ts';
import { paint } from './output/colour.ts';
import { enumWord } from './output/json.ts';
import type { Column } from './output/table.ts';
import { relative } from './output/time.ts';

/** What people call a session: its id, or its handle where ids are sealed. */
export function sessionName({ session_id: id, handle }: Session): string {
  return id || handle;
}

/** Why it is where it is: `new`, `backend drained`. */
export function reasonWords(reason: string): string {
  return enumWord('reason', reason).toLowerCase().replaceAll('_', ' ');
}

/** The columns of `lbctl sessions`. */
export function sessionColumns(view: { allPools: boolean; nowMs: number }): Column<Session>[] {
  const { nowMs } = view;
  return [
    { header: 'SESSION', value: sessionName },
    { header: 'POOL', value: (session) => session.pool, wide: !view.allPools },
    { header: 'BACKEND', value: (session) => session.backend_id },
    {
      header: 'STAYS',
      value: ({ kept }) => (kept ? 'yes' : 'moves'),
      paint: (cell, { kept }) => (kept ? cell : paint('yellow', cell)),
    },
    { header: 'GENERATION', value: (session) => String(session.generation), right: true },
    { header: 'LAST ACTIVE', value: (session) => relative(session.last_active_time, nowMs) },
    { header: 'EXPIRES', value: (session) => relative(session.expire_time, nowMs) },
    { header: 'WHY HERE', value: (session) => reasonWords(session.last_reason) },
    { header: 'CREATED', value: (session) => relative(session.create_time, nowMs), wide: true },
    { header: 'HANDLE', value: (session) => session.handle, wide: true },
  ];
}
