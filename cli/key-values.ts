import { usageError } from './errors.ts';

/** `['tier=gold', 'rack=']` as a map, for the flag that took them. Throws a usage error. */
export function parseKeyValues(flag: string, texts: readonly string[]): Record<string, string> {
  const map: Record<string, string> = {};
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) throw usageError(`${flag}: ${JSON.stringify(text)} is no key=value`, `write it like ${flag} tier=gold`);
    map[text.slice(0, at)] = text.slice(at + 1);
  }
  return map;
}

/** `['user=ada', 'tier-']` as changes of labels: an empty value takes one away. Throws a usage error. */
export function parseLabelChanges(texts: readonly string[]): Record<string, string> {
  const changes: Record<string, string> = {};
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at > 0) changes[text.slice(0, at)] = text.slice(at + 1);
    else if (at === -1 && /.-$/.test(text)) changes[text.slice(0, -1)] = '';
    else
      throw usageError(
        `${JSON.stringify(text)} is no change of a label`,
        'write user=ada to set one, user- to drop one',
      );
  }
  return changes;
}
