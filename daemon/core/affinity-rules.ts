import { type AffinitySettings, backendCookieNameOf, cookieNameOf, type KeySource } from './affinity-settings.ts';

/** What is wrong with a setting, in words that follow its name; undefined when nothing is. */
export type Problem = string | undefined;

/** A token of RFC 9110, at most 64 long: names of cookies, headers and queries. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/;
/** RFC 6265, section 4.1.1: anything but control characters and `;`. */
const attributePath = /^\/[ -:<-~]{0,255}$/;
const domain =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
const requestPath = /^\/[!-"$->@-~]{0,255}$/;
const templateSegment = /^(\*|\{[A-Za-z0-9_]{1,32}\}|[A-Za-z0-9._~!$&'()+,;=:@%-]*)$/;
export const maxKeySources = 8;
/** What browsers keep a cookie for at most (RFC 6265bis, section 5.5). */
export const maxCookieAgeMs = 400 * 86_400_000;

/** @param text `cookie:NAME`, `header:NAME`, `query:NAME` or `path:TEMPLATE` */
export function keySourceProblem(text: string): Problem {
  const colon = text.indexOf(':');
  const [kind, argument] = [text.slice(0, Math.max(0, colon)), text.slice(colon + 1)];
  if (kind === 'path') return pathTemplateProblem(argument);
  if (kind !== 'cookie' && kind !== 'header' && kind !== 'query') {
    return 'takes cookie:NAME, header:NAME, query:NAME or path:TEMPLATE';
  }
  return token.test(argument)
    ? undefined
    : `takes a name of 1 to 64 letters, digits and !#$%&'*+.^_\`|~- after ${kind}:`;
}

function pathTemplateProblem(template: string): Problem {
  const segments = template.split('/').slice(1);
  const isTemplate =
    template.startsWith('/') && template.length <= 256 && segments.every((one) => templateSegment.test(one));
  if (isTemplate && segments.filter((one) => one.startsWith('{')).length === 1) return undefined;
  return 'takes a path with one name in braces, such as path:/rooms/{id}; * stands for any one segment';
}

/** Header names in lower case, as they are compared. */
export function normalKeySource(text: string): KeySource {
  return (text.startsWith('header:') ? text.toLowerCase() : text) as KeySource;
}

export function cookieNameProblem(name: string): Problem {
  return name === '' || token.test(name) ? undefined : "takes 1 to 64 letters, digits and !#$%&'*+.^_`|~-";
}

export function cookiePathProblem(path: string): Problem {
  return attributePath.test(path) ? undefined : 'begins with / and holds at most 256 printable characters, no ;';
}

export function cookieDomainProblem(name: string): Problem {
  return name === '' || domain.test(name)
    ? undefined
    : 'takes a host name, such as example.com, without a dot in front';
}

export function logoutPathProblem(path: string): Problem {
  return path === '' || requestPath.test(path) ? undefined : 'begins with / and holds no blank, ? or #';
}

export function labelsFromProblem(text: string): Problem {
  if (text === '' || (text.startsWith('response-header:') && token.test(text.slice('response-header:'.length))))
    return undefined;
  return 'takes response-header:NAME, such as response-header:X-LB-Labels';
}

/** What does not go together, with the field to change. What browsers refuse must not be sent in the first place. */
export function affinityClash(
  pool: string,
  settings: AffinitySettings,
): { field: string; problem: string } | undefined {
  if (settings.mode === 'learned' && !settings.keySources.some((source) => /^(cookie|header):/.test(source))) {
    return {
      field: 'key_sources',
      problem: 'need a cookie: or header: in learned mode: an answer tells an id nowhere else',
    };
  }
  const names = [cookieNameOf(pool, settings), backendCookieNameOf(pool, settings)];
  if (names[0] === names[1]) return { field: 'backend_cookie_name', problem: `"${names[1]}" is the session's cookie` };
  const isHost = names.some((name) => /^__host-/i.test(name));
  if (isHost && settings.cookieDomain !== '') {
    return { field: 'cookie_domain', problem: 'must be empty with a __Host- name' };
  }
  if (isHost && settings.cookiePath !== '/') return { field: 'cookie_path', problem: 'must be / with a __Host- name' };
  if (settings.sameSite === 'none' && !settings.alwaysSecure) {
    return { field: 'cookie_same_site', problem: 'none needs cookie_always_secure: browsers refuse it otherwise' };
  }
  if (settings.partitioned && !settings.alwaysSecure) {
    return { field: 'cookie_partitioned', problem: 'needs cookie_always_secure: browsers refuse it otherwise' };
  }
  return undefined;
}
