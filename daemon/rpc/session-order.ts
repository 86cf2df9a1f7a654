import { invalid } from '../core/errors.ts';
import { type SessionOrder, sessionOrders } from '../sessions/session-list.ts';
import { quoted } from './quoted.ts';

/**
 * Reads `idle` or `idle desc`.
 *
 * @returns null for an empty text: slot order
 * @throws LbError `invalid-argument`
 */
export function sessionOrder(text: string): SessionOrder | null {
  if (text.trim() === '') return null;
  const [name, direction, ...rest] = text.trim().split(/\s+/);
  const by = sessionOrders.find((known) => known === name);
  const isDirection = direction === undefined || direction === 'asc' || direction === 'desc';
  if (by === undefined || !isDirection || rest.length > 0) {
    throw invalid(
      'order_by',
      `must be one of ${sessionOrders.join(', ')}, " desc" behind it or not; not ${quoted(text)}`,
    );
  }
  return { by, descending: direction === 'desc' };
}
