import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request and its answer. */
export interface AdminExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Path and query; its host means nothing. */
  readonly url: URL;
  /** Aborted when the client has gone or lbd stops: what streams ends then. */
  readonly signal: AbortSignal;
}

/** One path of the admin listener, and who answers there. A GET answers HEAD as well: node leaves the body out. */
export interface AdminRoute {
  readonly method: 'GET' | 'POST';
  /** As in `/metrics`; with `*` at its end, everything that begins so. */
  readonly path: string;
  /** What it throws is answered with 500, where nothing was answered yet, and told to the log. */
  readonly answer: (exchange: AdminExchange) => void | Promise<void>;
}

/** The routes at a path, one a method; empty when there is none. An exact path goes before a longer, then a shorter `*`. */
export function routesAt(routes: readonly AdminRoute[], path: string): readonly AdminRoute[] {
  const exact = routes.filter((route) => route.path === path);
  if (exact.length > 0) return exact;
  const begins = routes.filter((route) => route.path.endsWith('*') && path.startsWith(route.path.slice(0, -1)));
  const longest = Math.max(...begins.map((route) => route.path.length));
  return begins.filter((route) => route.path.length === longest);
}
