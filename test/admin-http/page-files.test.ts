import { request } from 'node:http';
import { expect, test } from 'vitest';
import { aPage } from './a-page.ts';

test('the page takes nothing from elsewhere, runs nothing inline and stands in nobody’s frame', async () => {
  const page = await aPage();
  const { headers, body } = await page.read('');
  const policy = headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(body).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(body).not.toMatch(/<style|style=|<script[^>]*>[^<]|\son[a-z]+=/);
});

test('a file is sent again only when it is another', async () => {
  const page = await aPage();
  const { headers } = await page.read('app.js');
  expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const again = await page.read('app.js', { 'if-none-match': headers.get('etag')! });
  expect([again.status, again.body]).toEqual([304, '']);
});

test('who can’t unpack gets files as they are', async () => {
  const page = await aPage();
  const encoding = (accepted: string): Promise<string | undefined> =>
    new Promise((resolve) => {
      const headers = { 'accept-encoding': accepted };
      request(`${page.url}/base.css`, { headers }, (response) => {
        response.resume();
        resolve(response.headers['content-encoding']);
      }).end();
    });
  expect(await encoding('gzip, br')).toBe('gzip');
  expect(await encoding('identity')).toBe(undefined);
  expect(await encoding('gzip;q=0, br')).toBe(undefined);
});

test.each(['package.json', '..%2fpackage.json', 'web/app.js', 'app.js/', 'index.html%00.js', 'api/nothing'])(
  '%s is not served',
  async (path) => {
    const page = await aPage();
    expect((await page.read(path)).status).toBe(404);
  },
);
