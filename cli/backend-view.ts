import type { Backend__Output as Backend } from '../proto/generated/lb/v1/Backend.ts';
import { type Colour, paint } from './output/colour.ts';
import { enumWord } from './output/json.ts';
import type { Column } from './output/table.ts';
import { msOf, relative, span } from './output/time.ts';
import { grouped, percent } from './output/words.ts';

/** Whether a backend would get a new session, as far as its own state tells. */
export function takesNewSessions(backend: Backend): boolean {
  const full = backend.max_sessions > 0 && backend.session_count >= backend.max_sessions;
  const active = backend.admin_state === 'ADMIN_STATE_ACTIVE';
  return active && backend.health !== 'HEALTH_UNHEALTHY' && (backend.weight ?? 1) > 0 && !full;
}

/** The operator's wish in a word, with the time left while a drain runs. */
export function stateWord(backend: Backend, nowMs: number): string {
  const word = enumWord('admin_state', backend.admin_state).toLowerCase();
  const leftMs = msOf(backend.drain_deadline) - nowMs;
  if (word !== 'draining' || !backend.drain_deadline) return word;
  return leftMs > 0 ? `draining (${span(leftMs)} left)` : 'draining (deadline over)';
}

export function healthWord(backend: Backend): string {
  return enumWord('health', backend.health).toLowerCase();
}

export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** The columns of `lbctl backends`; shares are of the sessions of the backend's own pool. */
export function backendColumns(
  backends: readonly Backend[],
  view: { allPools: boolean; nowMs: number },
): Column<Backend>[] {
  const sessions = new Map<string, number>();
  for (const { pool, session_count } of backends) sessions.set(pool, (sessions.get(pool) ?? 0) + session_count);
  const { nowMs } = view;
  return [
    { header: 'ID', value: (backend) => backend.id },
    { header: 'POOL', value: (backend) => backend.pool, wide: !view.allPools },
    { header: 'ADDRESS', value: (backend) => backend.address },
    { header: 'STATE', value: (backend) => stateWord(backend, nowMs), paint: stateColour },
    { header: 'HEALTH', value: healthWord, paint: healthColour },
    { header: 'WEIGHT', value: (backend) => String(backend.weight ?? 1), right: true },
    { header: 'SESSIONS', value: (backend) => grouped(backend.session_count), right: true },
    { header: 'SHARE', value: ({ pool, session_count: own }) => percent(own, sessions.get(pool) ?? 0), right: true },
    { header: 'MAX', value: ({ max_sessions: max }) => (max === 0 ? '-' : grouped(max)), right: true, wide: true },
    { header: 'ZONE', value: ({ zone }) => zone || '-', wide: true },
    { header: 'LABELS', value: ({ labels }) => labelsText(labels) || '-', wide: true },
    { header: 'INCARNATION', value: ({ incarnation }) => String(incarnation), right: true, wide: true },
    { header: 'CREATED', value: ({ create_time }) => relative(create_time, nowMs), wide: true },
    { header: 'HEALTH REASON', value: ({ health_reason }) => health_reason || '-', wide: true },
  ];
}

function stateColour(cell: string, { admin_state: state }: Backend): string {
  if (state === 'ADMIN_STATE_ACTIVE') return cell;
  return paint(state === 'ADMIN_STATE_DRAINED' ? 'dim' : 'yellow', cell);
}

function healthColour(cell: string, { health }: Backend): string {
  const colours: Partial<Record<string, Colour>> = { HEALTH_HEALTHY: 'green', HEALTH_UNHEALTHY: 'red' };
  const colour = colours[health];
  return colour ? paint(colour, cell) : cell;
}
