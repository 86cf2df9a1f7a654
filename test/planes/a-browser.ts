/** A client with a cookie jar that asks one proxy. */
export interface ABrowser {
  get(init?: RequestInit): Promise<{ readonly status: number; readonly id: string; readonly setCookie: string }>;
  readonly jar: Map<string, string>;
}

export function aBrowser(url: string, jar = new Map<string, string>()): ABrowser {
  return {
    jar,
    async get(init = {}) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(url, {
        ...init,
        headers: { ...(cookie !== '' && { cookie }), connection: 'close' },
      });
      const body = await response.text();
      const setCookies = response.headers.getSetCookie();
      for (const each of setCookies) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
        jar.set(name, value);
      }
      const id = response.ok && body.startsWith('{') ? (JSON.parse(body) as { id: string }).id : '';
      return { status: response.status, id, setCookie: setCookies.join('\n') };
    },
  };
}
