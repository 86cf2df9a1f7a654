import { Flags } from '@oclif/core';
import type { Affinity } from '../proto/generated/lb/v1/Affinity.ts';
import { durationFlag } from './flags.ts';
import { durationOf } from './output/time.ts';

/** How HTTP requests of a pool name their session: each flag is a field of Affinity. */
export const affinityFlags = {
  'affinity-mode': Flags.option({
    options: ['issued', 'learned'] as const,
    summary: "who makes a session's id: lbd, or the backend in its answer",
  })(),
  'unknown-learned': Flags.option({
    options: ['hash', 'reject'] as const,
    summary: 'what becomes of a learned id that no backend gave',
  })(),
  'labels-from': Flags.string({
    summary: "response-header:NAME, by which backends name a session's labels; '' for none",
    helpValue: 'WHERE',
  }),
  'key-source': Flags.string({
    summary:
      "where requests carry their session, in order: cookie:NAME, header:NAME, query:NAME or path:/a/{id}; '' for the issued cookie alone",
    helpValue: 'SOURCE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'cookie-format': Flags.option({
    options: ['signed', 'plain'] as const,
    summary: 'what the issued cookie looks like',
  })(),
  'cookie-name': Flags.string({ summary: "name of the session's cookie; '' for the default", helpValue: 'NAME' }),
  'backend-cookie-name': Flags.string({
    summary: "name of the plain pair's second cookie; '' for the default",
    helpValue: 'NAME',
  }),
  'cookie-path': Flags.string({ summary: "the cookies' Path (/)", helpValue: 'PATH' }),
  'cookie-domain': Flags.string({ summary: "the cookies' Domain; '' for the host alone", helpValue: 'NAME' }),
  'cookie-same-site': Flags.option({
    options: ['lax', 'strict', 'none'] as const,
    summary: "the cookies' SameSite; none needs --cookie-always-secure",
  })(),
  'cookie-always-secure': Flags.boolean({
    summary: 'Secure also where the client came in plaintext',
    allowNo: true,
  }),
  'cookie-max-age': durationFlag({ summary: "the cookies' Max-Age; 0s to end with the browser's own session" }),
  'cookie-partitioned': Flags.boolean({
    summary: "Partitioned, for pages inside other sites' pages",
    allowNo: true,
  }),
  'cookie-to-backend': Flags.boolean({ summary: "backends see lbd's cookies", allowNo: true }),
  'logout-path': Flags.string({ summary: "a POST of this path ends the session; '' for none", helpValue: 'PATH' }),
};

const prefixes: Readonly<Record<string, string>> = {
  affinity_mode: 'AFFINITY_MODE_',
  unknown_learned: 'UNKNOWN_LEARNED_',
  cookie_format: 'COOKIE_FORMAT_',
  cookie_same_site: 'SAME_SITE_',
};

/** The settings that the flags name, and no others. */
export function affinitySettings(flags: Readonly<Record<string, unknown>>): Affinity {
  const settings: Record<string, unknown> = {};
  for (const name of Object.keys(affinityFlags)) {
    const value = flags[name];
    if (value === undefined) continue;
    const field = name.replaceAll('-', '_');
    if (field === 'key_source') settings.key_sources = (value as string[]).filter((source) => source !== '');
    else if (field === 'cookie_max_age') settings[field] = durationOf(value as number);
    else settings[field] = field in prefixes ? `${prefixes[field]}${String(value).toUpperCase()}` : value;
  }
  return settings;
}
