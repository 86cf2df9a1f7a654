import type { Exchange } from './exchange.ts';
import type { ProxiedRequest } from './proxied-request.ts';

/** What is told of a request in the access log. Session ids are not: neither as such, nor in a query or a cookie. */
export type AccessLine = Readonly<Record<string, string | number>>;

/** The client went before there was an answer: as nginx writes it. */
export const clientGone = 499;

export function accessLine(exchange: Exchange, request: ProxiedRequest | null): AccessLine {
  const { method, target, httpVersion, headers } = exchange.head;
  const query = target.indexOf('?');
  const assignment = request?.assignment ?? null;
  return {
    method,
    path: query < 0 ? target : target.slice(0, query),
    host: exchange.head.authority ?? `${headers.host ?? ''}`,
    http: httpVersion,
    client: request?.clientIp ?? exchange.peer.address,
    status: exchange.status === 0 ? clientGone : exchange.status,
    bytes: exchange.sentBytes,
    ...(request !== null && {
      durationMs: Math.round((performance.now() - request.startedAtMs) * 10) / 10,
      request: request.requestId,
    }),
    ...(assignment !== null && {
      pool: assignment.pool,
      backend: assignment.backendId,
      outcome: assignment.outcome,
      ...(assignment.reason !== null && { reason: assignment.reason }),
      generation: assignment.generation,
    }),
    ...(typeof headers['user-agent'] === 'string' && { agent: headers['user-agent'].slice(0, 256) }),
    ...(typeof headers.traceparent === 'string' && { traceparent: headers.traceparent.slice(0, 64) }),
  };
}
