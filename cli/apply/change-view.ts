import { counted } from '../output/words.ts';
import type { Change, FieldChange } from './changes.ts';

const signs = { create: '+', update: '~', remove: '-', none: ' ' } as const;

/** `backend default/api-1`, as plans, progress and errors call it. */
export function nameOf({ kind, pool, id }: Pick<Change, 'kind' | 'pool' | 'id'>): string {
  return kind === 'pool' ? `pool ${pool}` : `backend ${pool}/${id}`;
}

/** What would change, a line for each setting; empty when nothing would. */
export function planText(changes: readonly Change[]): string {
  return changes.flatMap((change) => (change.action === 'none' ? [] : [changeText(change)])).join('\n');
}

function changeText(change: Change): string {
  const { action, sessions, fields, kind } = change;
  const moved = fields.some(({ field }) => field === 'address') && action === 'update' && sessions > 0;
  const remark = moved
    ? ` (another address is another process: ${counted(sessions, 'session moves', 'sessions move')}, unless --keep-sessions)`
    : action === 'remove' && kind === 'backend' && sessions > 0
      ? ` (drained first: ${counted(sessions, 'session')})`
      : '';
  return [`${signs[action]} ${nameOf(change)}${remark}`, ...fields.map((field) => `    ${fieldText(field)}`)].join(
    '\n',
  );
}

/** `weight: 1 -> 2`; of something new `weight: 2`. */
export function fieldText(change: FieldChange): string {
  const to = valueText(change.to);
  return 'from' in change ? `${change.field}: ${valueText(change.from)} -> ${to}` : `${change.field}: ${to}`;
}

function valueText(value: unknown): string {
  if (value === undefined || value === '') return 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `1 created, 2 changed, 1 removed, 7 as they were` */
export function countsText(done: readonly { readonly action: Change['action'] }[]): string {
  const words = { create: 'created', update: 'changed', remove: 'removed', none: 'as they were' } as const;
  const parts = Object.entries(words).flatMap(([action, word]) => {
    const count = done.filter((change) => change.action === action).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return parts.join(', ') || 'nothing to do';
}
