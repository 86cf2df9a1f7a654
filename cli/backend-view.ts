import type { Backend__Output as Backend } from '../proto/generated/lb/v1/Backend.ts';
import { type Colour, paint } from './output/colour.ts';
import { enumWord } from './output/json.ts';
import type { Column } from './output/table.ts';
import { msOf, relative, span } from './output/time.ts';
import { grouped, percent } from './output/words.ts';
import { probeText } from './probe-view.ts';

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

/** `unhealthy for 12s: connection refused`: health, since when and why, as far as lbd can tell. */
export function healthText(backend: Backend, nowMs: number): string {
  const { health_time: time, health_reason: reason } = backend;
  const since = time && backend.health !== 'HEALTH_UNKNOWN' ? ` for ${span(Math.max(0, nowMs - msOf(time)))}` : '';
  return `${healthWord(backend)}${since}${reason === '' ? '' : `: ${reason}`}`;
}

/** In a list the healthy need no words. */
function healthCell(backend: Backend, nowMs: number): string {
  return backend.health === 'HEALTH_UNHEALTHY' ? healthText(backend, nowMs) : healthWord(backend);
}

/** May it take a new session now, and if not, why not. */
export function eligibleText({ eligible, not_eligible_because: why }: Backend): string {
  return eligible ? 'yes' : `no${why === '' ? '' : `: ${why}`}`;
}

/** What it has of its weight, where agent line or slow start leave it less. */
export function weightText({ weight = 1, effective_weight_percent: percent, eligible }: Backend): string {
  return eligible && percent < 100 ? `${weight}, of which ${percent} % now` : String(weight);
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
    { header: 'HEALTH', value: (backend) => healthCell(backend, nowMs), paint: healthColour },
    { header: 'WEIGHT', value: (backend) => String(backend.weight ?? 1), right: true },
    { header: 'SESSIONS', value: (backend) => grouped(backend.session_count), right: true },
    { header: 'SHARE', value: ({ pool, session_count: own }) => percent(own, sessions.get(pool) ?? 0), right: true },
    { header: 'MAX', value: ({ max_sessions: max }) => (max === 0 ? '-' : grouped(max)), right: true, wide: true },
    { header: 'IN FLIGHT', value: ({ in_flight: count }) => grouped(count), right: true, wide: true },
    { header: 'ELIGIBLE', value: eligibleText, wide: true },
    { header: 'ZONE', value: ({ zone }) => zone || '-', wide: true },
    { header: 'LABELS', value: ({ labels }) => labelsText(labels) || '-', wide: true },
    { header: 'INCARNATION', value: ({ incarnation }) => String(incarnation), right: true, wide: true },
    { header: 'CREATED', value: ({ create_time }) => relative(create_time, nowMs), wide: true },
    { header: 'PROBE', value: ({ probe }) => probeText(probe) || '-', wide: true },
    { header: 'HEALTH SINCE', value: ({ health_time }) => relative(health_time, nowMs) || '-', wide: true },
    { header: 'HEALTH REASON', value: ({ health_reason }) => health_reason || '-', wide: true },
  ];
}

export function stateColour(cell: string, { admin_state: state }: Backend): string {
  if (state === 'ADMIN_STATE_ACTIVE') return cell;
  return paint(state === 'ADMIN_STATE_DRAINED' ? 'dim' : 'yellow', cell);
}

export function healthColour(cell: string, { health }: Backend): string {
  const colours: Partial<Record<string, Colour>> = { HEALTH_HEALTHY: 'green', HEALTH_UNHEALTHY: 'red' };
  const colour = colours[health];
  return colour ? paint(colour, cell) : cell;
}
