import type { CookieKey__Output as CookieKey } from '../proto/generated/lb/v1/CookieKey.ts';
import type { Column } from './output/table.ts';
import { relative } from './output/time.ts';

/** The columns of `lbctl keys list`. */
export function keyColumns(nowMs: number): Column<CookieKey>[] {
  return [
    { header: 'KEY', value: ({ id }) => id },
    { header: 'STATE', value: ({ active }) => (active ? 'signs' : 'accepted') },
    { header: 'CREATED', value: ({ create_time: time }) => relative(time, nowMs) },
    { header: 'RETIRED', value: ({ retire_time: time }) => relative(time, nowMs) },
  ];
}
