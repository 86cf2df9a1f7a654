import type { Affinity__Output as Affinity } from '../proto/generated/lb/v1/Affinity.ts';
import { enumWord } from './output/json.ts';
import { msOf, span } from './output/time.ts';

const yesNo = (value: boolean) => (value ? 'yes' : 'no');

/** Every setting of a pool's affinity in words, by its name in the contract. */
const settings: Readonly<Record<string, (affinity: Affinity) => string>> = {
  affinity_mode: ({ affinity_mode: mode }) => enumWord('affinity_mode', mode).toLowerCase(),
  key_sources: ({ key_sources: sources }) => sources.join(', ') || 'the issued cookie',
  cookie_format: ({ cookie_format: format }) => enumWord('cookie_format', format).toLowerCase(),
  cookie_name: ({ cookie_name: name }) => name,
  backend_cookie_name: ({ backend_cookie_name: name }) => name,
  cookie_path: ({ cookie_path: path }) => path,
  cookie_domain: ({ cookie_domain: domain }) => domain || 'the host alone',
  cookie_same_site: ({ cookie_same_site: site }) => enumWord('cookie_same_site', site).toLowerCase(),
  cookie_always_secure: ({ cookie_always_secure: always }) => yesNo(always),
  cookie_max_age: ({ cookie_max_age: age }) => (msOf(age) === 0 ? "the browser's session" : span(msOf(age))),
  cookie_partitioned: ({ cookie_partitioned: partitioned }) => yesNo(partitioned),
  cookie_to_backend: ({ cookie_to_backend: shown }) => yesNo(shown),
  unknown_learned: ({ unknown_learned: unknown }) => enumWord('unknown_learned', unknown).toLowerCase(),
  labels_from: ({ labels_from: from }) => from || 'nowhere',
  logout_path: ({ logout_path: path }) => path || 'none',
};

/** Name and value of the settings, of all or of those named. */
export function affinityTexts(
  affinity: Affinity | null,
  fields: readonly string[] = Object.keys(settings),
): [name: string, text: string][] {
  if (affinity === null) return [];
  return fields.flatMap((field): [string, string][] => {
    const text = settings[field]?.(affinity);
    return text === undefined ? [] : [[field.replaceAll('_', ' '), text]];
  });
}
