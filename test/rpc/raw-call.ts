import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect as connectHttp2, constants } from 'node:http2';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';

/** What came back: the gRPC status and its message, and the bytes of the answer. */
export interface RawAnswer {
  readonly status: number;
  readonly message: string;
  readonly body: Buffer;
}

/** An HTTP/2 connection for calls that no client library would make. */
export function aRawConnection(address: string): ClientHttp2Session {
  const path = address.slice('unix:'.length);
  const session = connectHttp2('http://localhost', { createConnection: () => connect(path) });
  onTestFinished(() => session.destroy());
  return session;
}

/** A call that is open: nothing is sent or read yet. */
export function openRawCall(
  session: ClientHttp2Session,
  method: string,
  headers: Record<string, string> = {},
): ClientHttp2Stream {
  return session.request({
    [constants.HTTP2_HEADER_METHOD]: 'POST',
    [constants.HTTP2_HEADER_PATH]: method,
    'content-type': 'application/grpc+proto',
    te: 'trailers',
    ...headers,
  });
}

/** One call with `message` in a frame, whatever it holds. */
export async function rawCall(
  session: ClientHttp2Session,
  method: string,
  message: Buffer,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const stream = openRawCall(session, method, headers);
  const seen: Record<string, unknown> = {};
  stream.on('response', (response) => Object.assign(seen, response));
  stream.on('trailers', (trailers) => Object.assign(seen, trailers));
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.end(framed(message));
  await once(stream, 'close');
  return {
    status: Number(seen['grpc-status']),
    message: String(seen['grpc-message'] ?? ''),
    body: Buffer.concat(chunks),
  };
}

export function framed(message: Buffer): Buffer {
  const frame = Buffer.alloc(5 + message.length);
  frame.writeUInt32BE(message.length, 1);
  message.copy(frame, 5);
  return frame;
}
