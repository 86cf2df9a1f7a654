import type { Backend__Output as Backend } from '../../proto/generated/lb/v1/Backend.ts';
import type { GetStatusResponse__Output as Status } from '../../proto/generated/lb/v1/GetStatusResponse.ts';
import { healthColour, healthWord, stateColour, stateWord } from '../backend-view.ts';
import { type Column, table } from '../output/table.ts';
import { msOf, span } from '../output/time.ts';
import { counted, grouped, percent } from '../output/words.ts';

/** How lbd stood at a moment. */
export interface Snapshot {
  /** Milliseconds of a clock that only goes on. */
  readonly atMs: number;
  readonly status: Status;
  readonly backends: readonly Backend[];
}

/** What rows can be ordered by; each is the key that asks for it. */
export const sortKeys = {
  sessions: 's',
  growth: 'g',
  'in-flight': 'f',
  health: 'h',
  id: 'i',
} as const;
export type SortKey = keyof typeof sortKeys;

export interface View {
  readonly sort: SortKey;
  readonly reversed: boolean;
  readonly colour: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number;
}

interface Row {
  readonly backend: Backend;
  /** Sessions more a second; undefined before there is anything to compare with. */
  readonly growth: number | undefined;
  /** Of its pool's sessions. */
  readonly share: string;
}

/** What `lbctl top` shows: how lbd is, and below it a row for each backend. `before` is the frame before, if there is one. */
export function frame(now: Snapshot, before: Snapshot | undefined, view: View): string {
  const rows = sorted(rowsOf(now, before), view);
  const columns = columnsOf(view.nowMs, new Set(rows.map(({ backend }) => backend.pool)).size > 1);
  const list = rows.length === 0 ? 'there are no backends' : table(rows, columns, { colour: view.colour });
  return `${headline(now, before)}\n\n${list}`;
}

/** `lbd 0.1.0, up 2h3m: 12,345 sessions on 3 backends, 87 changes a second` */
function headline(now: Snapshot, before: Snapshot | undefined): string {
  const { status, backends } = now;
  const rate = perSecond(now, before, ({ status: { sequence } }) => sequence);
  const eligible = backends.filter((backend) => backend.eligible).length;
  return [
    `lbd ${status.version}, up ${span(msOf(status.uptime))}: ${counted(status.session_count, 'session')} on `,
    `${counted(backends.length, 'backend')}, ${eligible} of them eligible`,
    rate === undefined ? '' : `, ${rateText(rate)} changes a second`,
    status.store?.writable === false ? `; the store is NOT WRITABLE: ${status.store.error}` : '',
  ].join('');
}

function rowsOf(now: Snapshot, before: Snapshot | undefined): Row[] {
  const sessions = new Map<string, number>();
  for (const { pool, session_count: count } of now.backends) sessions.set(pool, (sessions.get(pool) ?? 0) + count);
  const then = new Map(before?.backends.map((backend) => [`${backend.pool}/${backend.id}`, backend]));
  return now.backends.map((backend) => {
    const was = then.get(`${backend.pool}/${backend.id}`);
    const countOf = (snapshot: Snapshot) => (snapshot === now ? backend : was)?.session_count ?? 0;
    return {
      backend,
      growth: was === undefined ? undefined : perSecond(now, before, countOf),
      share: percent(backend.session_count, sessions.get(backend.pool) ?? 0),
    };
  });
}

function perSecond(now: Snapshot, before: Snapshot | undefined, of: (snapshot: Snapshot) => number) {
  if (before === undefined || now.atMs <= before.atMs) return undefined;
  return ((of(now) - of(before)) * 1_000) / (now.atMs - before.atMs);
}

function sorted(rows: readonly Row[], { sort, reversed }: View): Row[] {
  const healths = ['HEALTH_UNHEALTHY', 'HEALTH_UNKNOWN', 'HEALTH_HEALTHY'];
  const orders: Readonly<Record<SortKey, (a: Row, b: Row) => number>> = {
    sessions: (a, b) => b.backend.session_count - a.backend.session_count,
    growth: (a, b) => (b.growth ?? 0) - (a.growth ?? 0),
    'in-flight': (a, b) => b.backend.in_flight - a.backend.in_flight,
    health: (a, b) => healths.indexOf(a.backend.health) - healths.indexOf(b.backend.health),
    id: () => 0,
  };
  const byName = (a: Row, b: Row) =>
    a.backend.pool.localeCompare(b.backend.pool, 'en') || a.backend.id.localeCompare(b.backend.id, 'en');
  const inOrder = [...rows].sort((a, b) => orders[sort](a, b) || byName(a, b));
  return reversed ? inOrder.reverse() : inOrder;
}

function columnsOf(nowMs: number, manyPools: boolean): Column<Row>[] {
  return [
    { header: 'ID', value: ({ backend }) => backend.id },
    { header: 'POOL', value: ({ backend }) => backend.pool, wide: !manyPools },
    {
      header: 'STATE',
      value: ({ backend }) => stateWord(backend, nowMs),
      paint: (cell, { backend }) => stateColour(cell, backend),
    },
    {
      header: 'HEALTH',
      value: ({ backend }) => healthWord(backend),
      paint: (cell, { backend }) => healthColour(cell, backend),
    },
    { header: 'SESSIONS', value: ({ backend }) => grouped(backend.session_count), right: true },
    { header: 'SHARE', value: ({ share }) => share, right: true },
    { header: 'GROWTH/S', value: ({ growth }) => (growth === undefined ? '-' : growthText(growth)), right: true },
    { header: 'IN FLIGHT', value: ({ backend }) => grouped(backend.in_flight), right: true },
    { header: 'WEIGHT', value: ({ backend: { weight = 1 } }) => String(weight), right: true },
    { header: 'NEW SESSIONS', value: ({ backend }) => (backend.eligible ? 'yes' : backend.not_eligible_because) },
  ];
}

function growthText(growth: number): string {
  return growth > 0 ? `+${rateText(growth)}` : rateText(growth);
}

function rateText(rate: number): string {
  return Math.abs(rate) >= 10 || Number.isInteger(rate) ? grouped(Math.round(rate)) : rate.toFixed(1);
}
