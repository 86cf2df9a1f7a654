import { everyFamily } from '../../daemon/observe/every-family.ts';
import { anObservedEngine } from '../observe/an-observed-engine.ts';

/** Every name of a series that lbd may show, those of the process among them. */
export async function metricNames(): Promise<ReadonlySet<string>> {
  const { metrics } = await anObservedEngine({ backends: ['web-1'] });
  const families = Object.values(everyFamily).flat();
  const declared = families.flatMap(({ name, type }) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  return new Set([...declared, ...(await metrics()).names]);
}

/** What a query asks for: the words in it that are no function, keyword, label or text. */
export function metricsIn(query: string): string[] {
  const bare = query
    .replace(/"[^"]*"/g, '')
    .replace(/\b(by|without|ignoring|on|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replace(/\{[^}]*\}/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\b\d+(\.\d+)?[smhd]?\b/g, ' ');
  const keywords = new Set(['and', 'or', 'unless', 'offset', 'group_left', 'group_right', 'bool']);
  return [...bare.matchAll(/[a-zA-Z_:][a-zA-Z0-9_:]*(?!\w*\s*\()/g)]
    .map(([word]) => word)
    .filter((word) => !keywords.has(word) && !new RegExp(`\\b${word}\\s*\\(`).test(bare));
}
