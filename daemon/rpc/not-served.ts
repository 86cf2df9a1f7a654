import { invalid } from '../core/errors.ts';

/**
 * Refuses what the contract has but this lbd does not do yet. To pass over it would be to do something else than was
 * asked: a preview that drains, a drain of the wrong backend. Whoever serves a field takes it out of its list.
 *
 * @param path where the message stands in the request, with a dot behind it
 */
export function refuseUnserved<Message extends object>(
  message: Message,
  fields: readonly (keyof Message & string)[],
  path = '',
): void {
  for (const field of fields) {
    if (isSet(message[field])) {
      throw invalid(`${path}${field}`, 'is in the contract, but this lbd does not serve it yet; leave it out');
    }
  }
}

function isSet(value: unknown): boolean {
  if (typeof value === 'string') return value !== '' && !value.endsWith('_UNSPECIFIED');
  if (typeof value !== 'object') return Boolean(value);
  // A message is set even when it is empty; a map is set when it has an entry.
  if (value === null) return false;
  for (const _key in value) return true;
  return false;
}
