import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import type { AdminRoute } from '../admin-route.ts';
import { answer } from '../answer.ts';
import { headersOfParts, securityHeaders } from './security-headers.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page's files, read and packed once: a path is looked up among them, and never on the disk. */
export function pageFileRoutes(): readonly AdminRoute[] {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('#web/index.html'));
  const own = readdirSync(folder).filter((name) => extname(name) in types);
  return [
    ...own.map((name) => route(name === 'index.html' ? '/' : `/${name}`, join(folder, name))),
    route('/uplot.js', require.resolve('uplot/dist/uPlot.iife.min.js')),
    route('/uplot.css', require.resolve('uplot/dist/uPlot.min.css')),
  ];
}

function route(path: string, file: string): AdminRoute {
  const body = readFileSync(file);
  const packed = gzipSync(body, { level: constants.Z_BEST_COMPRESSION });
  const type = types[extname(file)]!;
  const headers = {
    ...(extname(file) === '.js' || extname(file) === '.css' ? headersOfParts : securityHeaders),
    // Asked for each time, sent when it is another: a new lbd brings its own page.
    'cache-control': 'no-cache',
    etag: `"${hash('sha256', body).slice(0, 16)}"`,
    vary: 'accept-encoding',
  };
  return {
    method: 'GET',
    path,
    answer({ request, response }) {
      if (request.headers['if-none-match'] === headers.etag) {
        response.writeHead(304, headers);
        response.end();
      } else if (takesGzip(request)) {
        answer(response, 200, packed, type, { ...headers, 'content-encoding': 'gzip' });
      } else {
        answer(response, 200, body, type, headers);
      }
    },
  };
}

function takesGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(String(headers['accept-encoding'] ?? ''));
}
