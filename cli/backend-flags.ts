import { Flags } from '@oclif/core';
import { usageError } from './errors.ts';

/** What `backends add` and `backends set` can say of a backend, besides its address. */
export const backendFlags = {
  weight: Flags.integer({ summary: 'share of new sessions; 0 takes none and keeps its own', min: 0, max: 1_000 }),
  zone: Flags.string({ summary: 'where it stands', helpValue: 'NAME' }),
  label: Flags.string({
    summary: 'a label, key=value; repeat it for more',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'KEY=VALUE',
  }),
  'max-sessions': Flags.integer({ summary: 'refuse new sessions from here on; 0 is no limit', min: 0 }),
};

/** `['tier=gold', 'rack=']` as a map. Throws a usage error. */
export function parseLabels(texts: readonly string[]): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) throw usageError(`--label: ${JSON.stringify(text)} is no key=value`, 'write it like --label tier=gold');
    labels[text.slice(0, at)] = text.slice(at + 1);
  }
  return labels;
}
