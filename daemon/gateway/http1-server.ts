import { createServer, IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Exchange } from './exchange.ts';
import { Http1Exchange } from './http1-exchange.ts';
import { type GatewayOptions, maxHeadBytes, maxRequestsPerConnection } from './options.ts';
import type { Peer } from './peers.ts';
import { refuse } from './refusal.ts';

export interface Http1Parts {
  readonly options: GatewayOptions;
  peerOf(socket: Socket): Peer;
  onRequest(exchange: Exchange): void;
  /** `head`: what the client sent already in the other protocol. */
  onUpgrade(request: IncomingMessage, socket: Socket, head: Buffer, peer: Peer): void;
}

/** How often slow heads and idle connections are looked for. */
const checkingIntervalMs = 500;

/** Speaks HTTP/1.1 and 1.0 on the connections it is given; it listens nowhere itself. Strict: no lenient parsing. */
export function makeHttp1Server({ options, peerOf, onRequest, onUpgrade }: Http1Parts): Server {
  /** Node asks this whether to hand the connection over. What is not upgraded to is served as if it had not asked. */
  class Incoming extends IncomingMessage {
    /** Set while the constructor of the class below runs: no field of this class is there yet. */
    declare wants: boolean;
    get upgrade(): boolean {
      return this.wants && (this.method === 'CONNECT' || options.upgrades.has(`${this.headers.upgrade}`.toLowerCase()));
    }
    set upgrade(wants: boolean) {
      this.wants = wants;
    }
    /** It asked in vain: what it sends after it can't be told from the other protocol. */
    get isHeldBack(): boolean {
      return this.wants && !this.upgrade;
    }
  }

  const server = createServer({
    IncomingMessage: Incoming,
    maxHeaderSize: maxHeadBytes,
    headersTimeout: options.headerTimeoutMs,
    requestTimeout: 0, // bodies have their own, kinder to large ones
    keepAliveTimeout: options.keepAliveTimeoutMs,
    connectionsCheckingInterval: checkingIntervalMs,
    requireHostHeader: false, // we do: Node would go on to serve what was sent behind it
    insecureHTTPParser: false,
    noDelay: true,
  });
  server.maxHeadersCount = 0; // counted by us: Node would drop the rest without a word
  server.maxRequestsPerSocket = maxRequestsPerConnection;
  server.timeout = 0;

  const connections = new WeakMap<Socket, Connection>();
  const connectionOf = (socket: Socket): Connection => {
    let connection = connections.get(socket);
    if (connection === undefined) {
      connection = { peer: peerOf(socket), isEnding: false, last: undefined };
      connections.set(socket, connection);
    }
    return connection;
  };
  const take = (request: IncomingMessage, response: ServerResponse, wantsContinue: boolean, isFit = true): void => {
    const connection = connectionOf(request.socket);
    if (connection.isEnding) return;
    connection.last = response;
    const last = (): void => {
      connection.isEnding = true;
    };
    const exchange = new Http1Exchange(request, response, connection.peer, wantsContinue, last);
    if ((request as Incoming).isHeldBack) exchange.closeAfter();
    if (isFit) onRequest(exchange);
    else refuse(exchange, { status: 417, message: '100-continue is the only expectation served', closes: true });
  };
  server.on('request', (request, response) => take(request, response, false));
  server.on('checkContinue', (request, response) => take(request, response, true));
  server.on('checkExpectation', (request, response) => take(request, response, false, false));
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const connection = connectionOf(socket);
    if (!isBusy(connection, socket)) onUpgrade(request, socket, head, connection.peer);
  });
  server.on('connect', (_request, socket: Socket) => {
    socket.on('error', () => {}); // 'close' follows
    if (!isBusy(connectionOf(socket), socket)) answerRaw(socket, 405, 'this is no forward proxy');
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const [status, message] = answers[error.code ?? ''] ?? [400, 'this is no proper HTTP request'];
    const connection = connectionOf(socket);
    const { last } = connection;
    if (error.code === 'ECONNRESET') {
      socket.destroy();
    } else if (last !== undefined && !last.req.complete) {
      // It is the body that is broken: the request will never be whole.
      connection.isEnding = true;
      if (last.headersSent || last.socket === null) socket.destroy();
      else answerRaw(socket, status, message);
    } else if (!isBusy(connection, socket)) {
      connection.isEnding = true;
      answerRaw(socket, status, message);
    }
  });
  // It never listens, so it is told to begin looking for slow heads.
  server.emit('listening');
  return server;
}

interface Connection {
  readonly peer: Peer;
  /** Its last answer is known: what was sent behind that request is not looked at. */
  isEnding: boolean;
  /** The answer to the request that came last. */
  last: ServerResponse | undefined;
}

/**
 * What came before is not answered yet: it is, and then the connection ends. Another answer now would be taken for its
 * own, or for its body.
 */
function isBusy(connection: Connection, socket: Socket): boolean {
  const { last, isEnding } = connection;
  if (last === undefined || last.writableFinished) return isEnding;
  connection.isEnding = true;
  last.shouldKeepAlive = false;
  last.once('finish', () => socket.destroySoon());
  return true;
}

const answers: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, `the head of the request has more than ${maxHeadBytes} bytes`],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'the chunk extensions are too long'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the head of the request came too slowly'],
  HPE_INVALID_TRANSFER_ENCODING: [400, 'the framing of the request is ambiguous'],
};

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  431: 'Request Header Fields Too Large',
};

/** Where there is no request to answer properly. */
function answerRaw(socket: Socket, status: number, message: string): void {
  if (!socket.writable) return void socket.destroy();
  const body = `${message}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${reasons[status]}\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n${status === 405 ? 'allow: \r\n' : ''}\r\n${body}`,
    () => socket.destroy(),
  );
}
