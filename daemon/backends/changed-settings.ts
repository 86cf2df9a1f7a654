/**
 * What a change of settings changed, for the journal: `address 10.0.0.2:80, weight 2, idle_timeout 60000 ms, labels`.
 * Names are the API's; what has parts is only named.
 */
export function changedSettings<Settings extends object>(before: Settings, after: Settings): string {
  const changed = Object.entries(after).filter(([key, value]) => !same(value, before[key as keyof Settings]));
  return changed.map(([key, value]) => told(key, value)).join(', ');
}

function told(key: string, value: unknown): string {
  const isTime = key.endsWith('Ms');
  const name = key.replace(/Ms$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (typeof value === 'object') return name;
  return `${name} ${value === '' ? '""' : value}${isTime ? ' ms' : ''}`;
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
