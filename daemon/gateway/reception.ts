import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pathOf } from '../affinity/http-head.ts';
import { type AccessLine, accessLine, clientGone } from './access-line.ts';
import type { Carrier } from './attempt.ts';
import type { Exchange } from './exchange.ts';
import { Http1Exchange } from './http1-exchange.ts';
import type { OpenRequests } from './open-requests.ts';
import type { Overload } from './overload.ts';
import type { Peer } from './peers.ts';
import { ProxiedRequest, type ProxyParts } from './proxied-request.ts';
import { bodyTooLarge, type Refusal, refusalOf, refuse } from './refusal.ts';
import { relayCarrier } from './relay.ts';
import { type Checked, checkRequest } from './request-check.ts';
import { upgradeCarrier } from './upgrade.ts';

export interface ReceptionParts {
  readonly proxy: ProxyParts;
  readonly open: OpenRequests;
  readonly overload: Overload;
  /** Null where nobody reads it. */
  readonly accessLog: ((line: AccessLine) => void) | null;
}

/** Looks at each request as it comes, and sends it on its way or refuses it. */
export class Reception {
  readonly #parts: ReceptionParts;
  readonly #onOver: (exchange: Exchange, request: ProxiedRequest) => void;
  isStopping = false;

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
    const { open, accessLog } = parts;
    this.#onOver = (exchange, request) => {
      open.remove(request);
      const { status } = exchange;
      const hasEnd = status > 0 && !request.isEndless && !request.isUpgraded;
      const seconds = hasEnd ? (performance.now() - request.startedAtMs) / 1_000 : undefined;
      parts.proxy.counts.answered(status === 0 ? clientGone : status, seconds);
      accessLog?.(accessLine(exchange, request));
    };
  }

  take(exchange: Exchange, carrier: Carrier = relayCarrier): void {
    const { proxy, open } = this.#parts;
    if (this.isStopping) exchange.closeAfter();
    const checked = this.#check(exchange);
    if ('status' in checked) {
      this.#refuse(exchange, checked);
      return;
    }
    const over = (request: ProxiedRequest): void => this.#onOver(exchange, request);
    try {
      const pool = proxy.registry.poolAt(checked.host, pathOf(checked.target)).row.name;
      const request = new ProxiedRequest(proxy, exchange, checked, pool, carrier, over);
      open.add(request);
      request.start();
    } catch (error) {
      proxy.log('warn', 'request-failed', { error });
      this.#refuse(exchange, refusalOf(error));
    }
  }

  #check(exchange: Exchange): Checked | Refusal {
    const { proxy, open, overload } = this.#parts;
    const checked = checkRequest(exchange.head);
    if ('status' in checked) return checked;
    if (checked.target === '*') return { status: 204, message: '' };
    const announced = Number(exchange.head.headers['content-length'] ?? 0);
    return overload.refusal(open.requests) ?? (announced > proxy.options.maxBodyBytes ? bodyTooLarge : checked);
  }

  /** A request whose connection may become another protocol's. */
  takeUpgrade(request: IncomingMessage, socket: Socket, head: Buffer, peer: Peer): void {
    socket.on('error', () => {}); // 'close' follows
    const response = new ServerResponse(request);
    response.assignSocket(socket);
    response.once('finish', () => socket.destroySoon());
    const exchange = new Http1Exchange(request, response, peer, false, () => {});
    exchange.closeAfter();
    if (exchange.body !== null) {
      this.#refuse(exchange, { status: 400, message: 'a request to upgrade has no body', closes: true });
      return;
    }
    const detach = (): void => response.detachSocket(socket);
    const protocol = `${request.headers.upgrade}`;
    this.take(exchange, upgradeCarrier({ socket, head, protocol, detach }, this.#parts.proxy.options));
  }

  #refuse(exchange: Exchange, refusal: Refusal): void {
    refuse(exchange, refusal);
    this.#parts.proxy.counts.answered(refusal.status, undefined);
    this.#parts.accessLog?.(accessLine(exchange, null));
  }
}
