import {
  constants,
  createServer,
  type Http2Server,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import type { Exchange } from './exchange.ts';
import { Http2Exchange } from './http2-exchange.ts';
import { type GatewayOptions, maxHeadBytes, maxHeaders, maxStreams } from './options.ts';
import type { Peer } from './peers.ts';

export interface Http2Parts {
  readonly options: GatewayOptions;
  peerOf(socket: Socket): Peer;
  onRequest(exchange: Exchange): void;
}

export interface Http2Side {
  take(socket: Socket): void;
  /** Tells every client to open no more streams; those that are open end in peace. */
  retire(): void;
}

/** Speaks HTTP/2 on the connections it is given; it listens nowhere itself. */
export function makeHttp2Server({ options, peerOf, onRequest }: Http2Parts): Http2Side {
  /** With who is there, and the number of their open streams. */
  const sessions = new Map<Http2Session, { readonly peer: Peer; open: number }>();
  const server: Http2Server = createServer({
    settings: { maxConcurrentStreams: maxStreams, maxHeaderListSize: maxHeadBytes, enablePush: false },
    maxHeaderListPairs: 2 * maxHeaders, // beyond our own bound, so that there is an answer
    maxSessionInvalidFrames: 100,
    maxSessionRejectedStreams: maxStreams,
    maxSessionMemory: 10,
    maxSettings: 32,
  });
  server.on('session', (session) => {
    sessions.set(session, { peer: peerOf(session.socket as Socket), open: 0 });
    session.once('close', () => sessions.delete(session));
    // Of a connection without streams; one with an event stream may be silent for long.
    session.setTimeout(options.keepAliveTimeoutMs, () => {
      if (sessions.get(session)?.open === 0) session.close();
    });
  });
  server.on('sessionError', () => {}); // the session is destroyed, and its streams tell
  server.on(
    'stream',
    (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number, rawHeaders: string[]) => {
      const { session } = stream;
      const known = session === undefined ? undefined : sessions.get(session);
      if (known === undefined) {
        stream.close(constants.NGHTTP2_REFUSED_STREAM);
        return;
      }
      const hasBody = (flags & constants.NGHTTP2_FLAG_END_STREAM) === 0;
      known.open += 1;
      stream.once('close', () => {
        known.open -= 1;
      });
      onRequest(new Http2Exchange(stream, headers, rawHeaders, hasBody, known.peer));
    },
  );
  return {
    take: (socket) => void server.emit('connection', socket),
    retire: () => {
      for (const session of sessions.keys()) session.close();
    },
  };
}
