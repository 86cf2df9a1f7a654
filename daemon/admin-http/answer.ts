import type { ServerResponse } from 'node:http';

/** One whole answer. Nothing here is to be kept by caches or guessed at by browsers. */
export function answer(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  contentType: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/** A line for people. */
export function answerText(
  response: ServerResponse,
  status: number,
  line: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  answer(response, status, `${line}\n`, 'text/plain; charset=utf-8', headers);
}
