/** Maps by names that users choose: which names there are says nothing about the shape. */
const maps = new Set(['labels', 'counts', 'receivers', 'outcomes', 'metadata']);

/** The paths of a JSON document with the types of what is there, in order: `backends[].id string`. */
export function shapeOf(value: unknown, path = ''): string[] {
  return [...new Set(linesOf(value, path))].sort();
}

function linesOf(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    return value.length === 0 ? [`${path}[]`] : value.flatMap((item) => linesOf(item, `${path}[]`));
  }
  if (typeof value !== 'object' || value === null) return [`${path} ${value === null ? 'null' : typeof value}`];
  const name = path.split('.').at(-1) ?? '';
  if (maps.has(name)) return [`${path}.*`];
  return Object.entries(value).flatMap(([key, item]) => linesOf(item, path === '' ? key : `${path}.${key}`));
}
