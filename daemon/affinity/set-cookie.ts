import type { AffinitySettings } from '../core/affinity-settings.ts';

const sameSites = { lax: 'Lax', strict: 'Strict', none: 'None' } as const;

/** A `Set-Cookie` header. @param secure the client came by TLS */
export function setCookie(name: string, value: string, settings: AffinitySettings, secure: boolean): string {
  const { cookieMaxAgeMs } = settings;
  const maxAge = cookieMaxAgeMs === 0 ? '' : `; Max-Age=${Math.ceil(cookieMaxAgeMs / 1000)}`;
  return `${name}=${value}${maxAge}${attributes(name, settings, secure)}`;
}

/** Takes the cookie away: the browser wants the same path, domain and partition for that. */
export function clearCookie(name: string, settings: AffinitySettings, secure: boolean): string {
  return `${name}=; Max-Age=0${attributes(name, settings, secure)}`;
}

function attributes(name: string, settings: AffinitySettings, secure: boolean): string {
  const { cookiePath, cookieDomain, sameSite, alwaysSecure, partitioned } = settings;
  const isSecure = secure || alwaysSecure || partitioned || sameSite === 'none' || /^__(Host|Secure)-/i.test(name);
  return [
    `; Path=${cookiePath}`,
    cookieDomain === '' ? '' : `; Domain=${cookieDomain}`,
    '; HttpOnly',
    `; SameSite=${sameSites[sameSite]}`,
    isSecure ? '; Secure' : '',
    partitioned ? '; Partitioned' : '',
  ].join('');
}
