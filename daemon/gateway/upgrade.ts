import { type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { Attempt, Attempted, Carrier, Order } from './attempt.ts';
import { answerOf, type BackendAnswer } from './backend-answer.ts';
import type { Line } from './backends.ts';
import type { Exchange } from './exchange.ts';
import type { GatewayOptions } from './options.ts';
import { Tunnel } from './tunnel.ts';

/** What a client asked to speak from now on. */
export interface Upgrade {
  readonly socket: Socket;
  /** What it said in the new protocol already. */
  readonly head: Buffer;
  /** As it wrote it. */
  readonly protocol: string;
  /** The connection is no longer HTTP's. */
  detach(): void;
}

const keepAliveProbeMs = 30_000;

/** Carries a request whose answer may be 101: the two connections are then one. */
export function upgradeCarrier(upgrade: Upgrade, options: GatewayOptions): Carrier {
  return (line, order, exchange, by) => new UpgradeAttempt(upgrade, options, line, order, exchange, by);
}

class UpgradeAttempt implements Attempt {
  readonly #upgrade: Upgrade;
  readonly #exchange: Exchange;
  readonly #by: Attempted;
  readonly #request: ClientRequest;
  #isSent = false;
  #isOver = false;
  #tunnel: Tunnel | null = null;

  constructor(
    upgrade: Upgrade,
    { connectTimeoutMs, answerTimeoutMs }: GatewayOptions,
    { address }: Line,
    { method, target, headers }: Order,
    exchange: Exchange,
    by: Attempted,
  ) {
    this.#upgrade = upgrade;
    this.#exchange = exchange;
    this.#by = by;
    const colon = address.lastIndexOf(':');
    const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
    const all = [...headers, 'connection', 'Upgrade', 'upgrade', upgrade.protocol];
    // Node takes a list as it takes rawHeaders, though its types name objects only.
    const asHeaders = all as unknown as Record<string, string>;
    this.#request = startRequest({
      host,
      port: Number(address.slice(colon + 1)),
      method,
      path: target,
      headers: asHeaders,
      agent: false,
    });
    const late = (ms: number): NodeJS.Timeout => setTimeout(() => this.#request.destroy(new Error('timeout')), ms);
    let timer = late(connectTimeoutMs);
    this.#request.once('socket', (socket) =>
      socket.once('connect', () => {
        this.#isSent = true;
        clearTimeout(timer);
        timer = late(answerTimeoutMs);
      }),
    );
    const answered = (): void => clearTimeout(timer);
    this.#request.once('upgrade', (answer: IncomingMessage, socket: Socket, head: Buffer) => {
      answered();
      this.#switch(answer, socket, head).catch(() => this.#breakOff());
    });
    this.#request.once('response', (answer) => {
      answered();
      this.#decline(answer).catch(() => this.#breakOff());
    });
    this.#request.once('error', (error: NodeJS.ErrnoException) => {
      answered();
      this.#fail(error);
    });
    this.#request.end();
  }

  get isEndless(): boolean {
    return this.#tunnel !== null;
  }

  cancel(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#request.destroy();
    this.#by.ended(false);
  }

  close(): void {
    this.#tunnel?.close();
  }

  async #switch(message: IncomingMessage, backend: Socket, backendHead: Buffer): Promise<void> {
    backend.on('error', () => {});
    const answer = answerOf(101, message.statusMessage ?? '', message.rawHeaders);
    const headers = await this.#by.answered(answer);
    const { socket: client, head, detach } = this.#upgrade;
    if (this.#isOver || headers === null || this.#exchange.isOver) {
      backend.destroy();
      if (!this.#isOver) this.#end();
      return;
    }
    detach();
    this.#exchange.status = 101;
    client.setKeepAlive(true, keepAliveProbeMs);
    client.setTimeout(0);
    backend.setKeepAlive(true, keepAliveProbeMs);
    const protocol = `${message.headers.upgrade ?? this.#upgrade.protocol}`;
    const lines = [`HTTP/1.1 101 Switching Protocols`, 'connection: Upgrade', `upgrade: ${protocol}`];
    for (let i = 0; i < headers.length; i += 2) lines.push(`${headers[i]}: ${headers[i + 1]}`);
    client.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
    this.#tunnel = new Tunnel(client, backend, protocol.toLowerCase() === 'websocket', () => {
      this.#exchange.sentBytes = this.#tunnel?.sentBytes ?? 0;
      this.#end();
    });
    if (backendHead.length > 0) this.#tunnel.toClient(backendHead);
    if (head.length > 0) backend.write(head);
  }

  /** The backend gave another answer than 101: it goes to the client as it is, and ends the connection. */
  async #decline(message: IncomingMessage): Promise<void> {
    message.on('error', () => {});
    const answer: BackendAnswer = answerOf(message.statusCode ?? 502, message.statusMessage ?? '', message.rawHeaders);
    const headers = await this.#by.answered(answer);
    if (this.#isOver || headers === null || this.#exchange.isOver) {
      message.destroy();
      if (!this.#isOver) this.#end();
      return;
    }
    this.#exchange.closeAfter();
    this.#exchange.respond(answer.status, answer.statusText, headers);
    message.on('data', (chunk: Buffer) => {
      if (this.#exchange.write(chunk)) return;
      message.pause();
      this.#exchange.onDrain(() => message.resume());
    });
    message.once('end', () => {
      this.#exchange.end(null);
      this.#end();
    });
    message.once('close', () => {
      if (this.#isOver) return;
      this.#exchange.abort();
      this.#end();
    });
  }

  #fail(error: NodeJS.ErrnoException): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const isSilent = error.message === 'timeout' && this.#isSent;
    const isGarbled = (error.code ?? '').startsWith('HPE_');
    this.#by.failed(
      isSilent ? 'silent' : isGarbled ? 'garbled' : this.#isSent ? 'reset' : 'refused',
      error,
      this.#isSent,
    );
  }

  /** What the backend sent can't be passed on. */
  #breakOff(): void {
    this.#request.destroy();
    this.#exchange.abort();
    this.#end();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#by.ended(true);
  }
}
