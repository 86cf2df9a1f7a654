import { randomUUID } from 'node:crypto';
import type { Presented } from '../affinity/presented.ts';
import type { HttpAffinity } from '../cookies/http-affinity.ts';
import type { PoolName } from '../core/model.ts';
import { backendHeaders, requestIdOf } from './backend-request.ts';
import type { Exchange } from './exchange.ts';
import { clientOf } from './forwarded.ts';
import type { GatewayOptions } from './options.ts';
import type { Checked } from './request-check.ts';

/** A request that was looked at: whose it is, which session it names, and what a backend gets of it. */
export interface ReceivedRequest {
  readonly requestId: string;
  readonly clientIp: string;
  readonly presented: Presented;
  /** Name, value, name, value. */
  readonly headers: string[];
}

export function receive(
  affinity: HttpAffinity,
  { trustedProxies }: GatewayOptions,
  { head, peer }: Exchange,
  checked: Checked,
  pool: PoolName,
): ReceivedRequest {
  const client = clientOf(peer, head.headers, checked.host, trustedProxies);
  const requestId = requestIdOf(head, randomUUID);
  const presented = affinity.identify(pool, {
    method: head.method,
    target: checked.target,
    headers: head.headers,
    secure: client.isSecure,
    clientIp: client.address,
  });
  const cookie = head.headers.cookie === undefined ? '' : affinity.cookieForBackend(presented);
  const headers = backendHeaders(head, checked, { cookie, requestId, way: client.headers });
  return { requestId, clientIp: client.address, presented, headers };
}
