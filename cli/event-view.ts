import type { Event__Output as Event } from '../proto/generated/lb/v1/Event.ts';
import type { Column } from './output/table.ts';
import { clockTime, msOf, withClockTimes } from './output/time.ts';

/** The columns of `lbctl events`. */
export function eventColumns(view: { nowMs: number; onePool: boolean }): Column<Event>[] {
  return [
    { header: 'SEQUENCE', value: ({ sequence }) => String(sequence), right: true },
    { header: 'TIME', value: ({ time }) => clockTime(msOf(time), view.nowMs) },
    { header: 'KIND', value: ({ kind }) => kind },
    { header: 'POOL', value: ({ pool }) => pool || '-', wide: view.onePool },
    ...whatColumns,
    { header: 'SESSION', value: ({ session_id: id }) => id || '-' },
    ...whyColumns(view.nowMs),
  ];
}

/** The columns of one session's history: what it is about is told already. */
export function historyColumns(nowMs: number): Column<Event>[] {
  return [
    { header: 'TIME', value: ({ time }) => clockTime(msOf(time), nowMs) },
    { header: 'KIND', value: ({ kind }) => kind },
    ...whatColumns,
    { header: 'GENERATION', value: ({ generation }) => String(generation || '-'), right: true },
    ...whyColumns(nowMs),
  ];
}

const whatColumns: Column<Event>[] = [{ header: 'BACKEND', value: ({ backend_id: id }) => id || '-' }];

const whyColumns = (nowMs: number): Column<Event>[] => [
  { header: 'REASON', value: ({ reason }) => reason || '-' },
  { header: 'WHO', value: ({ who }) => who || '-' },
  { header: 'DETAIL', value: ({ detail }) => withClockTimes(detail, nowMs), whole: true },
];
