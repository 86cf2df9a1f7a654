import type { Affinity, Affinity__Output } from '../../proto/generated/lb/v1/Affinity.ts';
import type { AffinityMode__Output as AffinityModeValue } from '../../proto/generated/lb/v1/AffinityMode.ts';
import type { CookieFormat__Output as CookieFormatValue } from '../../proto/generated/lb/v1/CookieFormat.ts';
import type { SameSite__Output as SameSiteValue } from '../../proto/generated/lb/v1/SameSite.ts';
import type { UnknownLearned__Output as UnknownLearnedValue } from '../../proto/generated/lb/v1/UnknownLearned.ts';
import * as rules from '../core/affinity-rules.ts';
import {
  type AffinityMode,
  type AffinitySettings,
  backendCookieNameOf,
  type CookieFormat,
  cookieNameOf,
  defaultAffinity,
  type KeySource,
  type SameSite,
  type UnknownLearned,
} from '../core/affinity-settings.ts';
import { invalid } from '../core/errors.ts';
import type { PoolName } from '../core/model.ts';
import { quoted } from './quoted.ts';
import type { Field, Fields } from './settings-patch.ts';
import { type DurationBounds, durationMsOf, isZero, timestamp } from './times.ts';
import { type EnumWords, enumValue, enumWord } from './words.ts';

const maxAgeBounds: DurationBounds = { minMs: 1_000, maxMs: rules.maxCookieAgeMs, words: '1 s to 400 days' };

const modes: EnumWords<AffinityModeValue, AffinityMode> = {
  AFFINITY_MODE_ISSUED: 'issued',
  AFFINITY_MODE_LEARNED: 'learned',
};
const unknownLearned: EnumWords<UnknownLearnedValue, UnknownLearned> = {
  UNKNOWN_LEARNED_HASH: 'hash',
  UNKNOWN_LEARNED_REJECT: 'reject',
};
const formats: EnumWords<CookieFormatValue, CookieFormat> = {
  COOKIE_FORMAT_SIGNED: 'signed',
  COOKIE_FORMAT_PLAIN: 'plain',
};
const sameSites: EnumWords<SameSiteValue, SameSite> = {
  SAME_SITE_LAX: 'lax',
  SAME_SITE_STRICT: 'strict',
  SAME_SITE_NONE: 'none',
};

type AffinityField = Field<Affinity__Output, Partial<AffinitySettings>>;

/** The settings in an Affinity message. */
export const affinityFields: Fields<Affinity__Output, Partial<AffinitySettings>> = {
  affinity_mode: {
    isSet: ({ affinity_mode }) => affinity_mode !== 'AFFINITY_MODE_UNSPECIFIED',
    read: ({ affinity_mode: given }) => ({
      mode: enumWord(given, modes, pathOf('affinity_mode')) ?? defaultAffinity.mode,
    }),
  },
  key_sources: {
    isSet: ({ key_sources }) => key_sources.length > 0,
    read: ({ key_sources }) => ({ keySources: keySourcesOf(key_sources) }),
  },
  cookie_format: {
    isSet: ({ cookie_format }) => cookie_format !== 'COOKIE_FORMAT_UNSPECIFIED',
    read: ({ cookie_format: given }) => ({
      cookieFormat: enumWord(given, formats, pathOf('cookie_format')) ?? defaultAffinity.cookieFormat,
    }),
  },
  cookie_name: text('cookie_name', 'cookieName', rules.cookieNameProblem),
  backend_cookie_name: text('backend_cookie_name', 'backendCookieName', rules.cookieNameProblem),
  cookie_path: text('cookie_path', 'cookiePath', rules.cookiePathProblem),
  cookie_domain: text('cookie_domain', 'cookieDomain', rules.cookieDomainProblem),
  cookie_same_site: {
    isSet: ({ cookie_same_site }) => cookie_same_site !== 'SAME_SITE_UNSPECIFIED',
    read: ({ cookie_same_site: given }) => ({
      sameSite: enumWord(given, sameSites, pathOf('cookie_same_site')) ?? defaultAffinity.sameSite,
    }),
  },
  cookie_always_secure: bool('cookie_always_secure', 'alwaysSecure'),
  cookie_max_age: {
    isSet: ({ cookie_max_age }) => cookie_max_age !== null,
    read: ({ cookie_max_age: given }) => ({
      cookieMaxAgeMs: given === null || isZero(given) ? 0 : durationMsOf(given, pathOf('cookie_max_age'), maxAgeBounds),
    }),
  },
  cookie_partitioned: bool('cookie_partitioned', 'partitioned'),
  cookie_to_backend: bool('cookie_to_backend', 'cookieToBackend'),
  unknown_learned: {
    isSet: ({ unknown_learned }) => unknown_learned !== 'UNKNOWN_LEARNED_UNSPECIFIED',
    read: ({ unknown_learned: given }) => ({
      unknownLearned: enumWord(given, unknownLearned, pathOf('unknown_learned')) ?? defaultAffinity.unknownLearned,
    }),
  },
  labels_from: text('labels_from', 'labelsFrom', rules.labelsFromProblem),
  logout_path: text('logout_path', 'logoutPath', rules.logoutPathProblem),
};

/** An Affinity message that says nothing: every field is at its default. */
export const silentAffinity: Affinity__Output = {
  affinity_mode: 'AFFINITY_MODE_UNSPECIFIED',
  key_sources: [],
  cookie_format: 'COOKIE_FORMAT_UNSPECIFIED',
  cookie_name: '',
  backend_cookie_name: '',
  cookie_path: '',
  cookie_domain: '',
  cookie_same_site: 'SAME_SITE_UNSPECIFIED',
  cookie_always_secure: false,
  cookie_max_age: null,
  cookie_partitioned: false,
  cookie_to_backend: false,
  unknown_learned: 'UNKNOWN_LEARNED_UNSPECIFIED',
  labels_from: '',
  logout_path: '',
};

/** With the names that its cookies have: who reads them need not know how they come about. */
export function affinityMessage(pool: PoolName, settings: AffinitySettings): Affinity {
  return {
    affinity_mode: enumValue(settings.mode, modes),
    key_sources: [...settings.keySources],
    cookie_format: enumValue(settings.cookieFormat, formats),
    cookie_name: cookieNameOf(pool, settings),
    backend_cookie_name: backendCookieNameOf(pool, settings),
    cookie_path: settings.cookiePath,
    cookie_domain: settings.cookieDomain,
    cookie_same_site: enumValue(settings.sameSite, sameSites),
    cookie_always_secure: settings.alwaysSecure,
    cookie_max_age: settings.cookieMaxAgeMs === 0 ? null : timestamp(settings.cookieMaxAgeMs),
    cookie_partitioned: settings.partitioned,
    cookie_to_backend: settings.cookieToBackend,
    unknown_learned: enumValue(settings.unknownLearned, unknownLearned),
    labels_from: settings.labelsFrom,
    logout_path: settings.logoutPath,
  };
}

function pathOf(name: string): string {
  return `pool.affinity.${name}`;
}

function keySourcesOf(texts: readonly string[]): KeySource[] {
  const field = pathOf('key_sources');
  if (texts.length > rules.maxKeySources) {
    throw invalid(field, `takes at most ${rules.maxKeySources}, and these are ${texts.length}`);
  }
  return texts.map((text) => {
    const problem = rules.keySourceProblem(text);
    if (problem !== undefined) throw invalid(field, `${problem}, not ${quoted(text)}`);
    return rules.normalKeySource(text);
  });
}

type TextKey = 'labelsFrom' | 'cookieName' | 'backendCookieName' | 'cookiePath' | 'cookieDomain' | 'logoutPath';
type TextName = 'labels_from' | 'cookie_name' | 'backend_cookie_name' | 'cookie_path' | 'cookie_domain' | 'logout_path';

function text(name: TextName, key: TextKey, problemOf: (value: string) => string | undefined): AffinityField {
  return {
    isSet: (affinity) => affinity[name] !== '',
    read: (affinity) => {
      if (affinity[name] === '') return { [key]: defaultAffinity[key] };
      const problem = problemOf(affinity[name]);
      if (problem !== undefined) throw invalid(pathOf(name), `${problem}, not ${quoted(affinity[name])}`);
      return { [key]: affinity[name] };
    },
  };
}

function bool(
  name: 'cookie_always_secure' | 'cookie_partitioned' | 'cookie_to_backend',
  key: 'alwaysSecure' | 'partitioned' | 'cookieToBackend',
): AffinityField {
  return { isSet: (affinity) => affinity[name], read: (affinity) => ({ [key]: affinity[name] }) };
}
