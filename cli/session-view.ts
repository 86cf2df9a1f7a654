import type { Session__Output as Session } from '../proto/generated/lb/v1/Session.ts';
import { labelsText } from './backend-view.ts';
import { paint } from './output/colour.ts';
import { enumWord } from './output/json.ts';
import type { Column } from './output/table.ts';
import { clockTime, msOf, relative, span } from './output/time.ts';

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
      value: ({ kept, pinned }) => (pinned ? 'pinned' : kept ? 'yes' : 'moves'),
      paint: (cell, { kept }) => (kept ? cell : paint('yellow', cell)),
    },
    { header: 'GENERATION', value: (session) => String(session.generation), right: true },
    { header: 'LAST ACTIVE', value: (session) => relative(session.last_active_time, nowMs) },
    { header: 'EXPIRES', value: (session) => relative(session.expire_time, nowMs) },
    { header: 'WHY HERE', value: (session) => reasonWords(session.last_reason) },
    { header: 'LABELS', value: ({ labels }) => labelsText(labels) || '-', wide: true },
    { header: 'CONFIRMED', value: ({ confirmed }) => (confirmed ? 'yes' : 'no'), wide: true },
    { header: 'CREATED', value: (session) => relative(session.create_time, nowMs), wide: true },
    { header: 'HANDLE', value: (session) => session.handle, wide: true },
  ];
}

/** All there is to know of a session, or of one that is over. */
export function describeSession(session: Session, nowMs: number): [string, string][] {
  const { backend_id: home, pinned, kept, end_time: end, idle_timeout: idle } = session;
  const letsGo = kept ? '' : ', which lets it go: it moves at its next request';
  const about: [string, string][] = [
    ['session', session.session_id || 'sealed'],
    ['handle', session.handle],
    ['pool', session.pool],
  ];
  const born: [string, string][] = [
    ['generation', String(session.generation)],
    ['labels', labelsText(session.labels)],
    ['created', relative(session.create_time, nowMs)],
    ['last active', relative(session.last_active_time, nowMs)],
  ];
  if (end) {
    return [...about, ['ended', whenText(end, nowMs)], ['last backend', home], ...born];
  }
  return [
    ...about,
    ['backend', `${home}${pinned ? ', pinned: drains leave it there' : letsGo}`],
    ['why here', reasonWords(session.last_reason)],
    ...born,
    ['idle timeout', idle && msOf(idle) > 0 ? `${span(msOf(idle))}, its own` : ''],
    ['confirmed', session.confirmed ? 'yes' : 'no: it was seen once only'],
    ['expires', `${whenText(session.expire_time, nowMs)} if it is not seen again`],
  ];
}

function whenText(time: Session['expire_time'], nowMs: number): string {
  return `${relative(time, nowMs)}, at ${clockTime(msOf(time), nowMs)}`;
}
