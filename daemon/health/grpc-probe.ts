import { connect, type IncomingHttpHeaders } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { printable } from './agent-line.ts';
import { connectOptions, failure, hostAndPort } from './connect.ts';
import { checkRequest, maxAnswerBytes, servingStatus } from './health-message.ts';
import { type Answer, bad, good, type Look } from './probe.ts';

const requestHeaders = {
  ':method': 'POST',
  ':path': '/grpc.health.v1.Health/Check',
  'content-type': 'application/grpc',
  te: 'trailers',
  'user-agent': 'lbd-probe',
};

/**
 * Good when grpc.health.v1.Health/Check says that the server as a whole is SERVING.
 *
 * By node:http2 rather than by a gRPC channel: one connection and one call are asked about, and a channel reconnects,
 * retries and waits by rules of its own.
 */
export const lookByGrpc: Look = (endpoint, _settings, found) => {
  const session = connect(`http://${hostAndPort(endpoint)}`, {
    createConnection: () => connectTcp(connectOptions(endpoint)),
    settings: { enablePush: false },
    maxSessionMemory: 1,
  });
  // Errors come twice, from the stream and from the session.
  const broke = (error: Error) => found(bad(`grpc: ${failure(error, endpoint)}`));
  session.on('error', broke);
  session.once('close', () => found(bad('grpc: the connection was closed before the answer')));

  const call = session.request(requestHeaders);
  let headers: Headers = {};
  let body = Buffer.alloc(0);
  call.on('error', broke);
  call.once('response', (first) => {
    headers = first;
  });
  call.once('trailers', (trailers) => {
    headers = { ...headers, ...trailers };
  });
  call.on('data', (chunk: Buffer) => {
    body = Buffer.concat([body, chunk]);
    if (body.length > maxAnswerBytes) found(bad(`grpc: the answer is longer than ${maxAnswerBytes} bytes`));
  });
  call.once('end', () => found(judged(headers, body)));
  call.end(checkRequest);
  return () => session.destroy();
};

type Headers = IncomingHttpHeaders & { readonly ':status'?: number | undefined };

function judged(headers: Headers, body: Buffer): Answer {
  const code = headers['grpc-status'];
  if (code === undefined) return bad(`grpc: answered HTTP ${headers[':status'] ?? 'nothing'} without a grpc-status`);
  if (code !== '0') {
    return bad(
      `grpc: Check failed with code ${printable(String(code))}: ${printable(String(headers['grpc-message'] ?? ''))}`,
    );
  }
  const status = servingStatus(body);
  if (status === undefined) return bad('grpc: the answer is no HealthCheckResponse');
  return status === 'SERVING' ? good('grpc: SERVING') : bad(`grpc: ${status}`);
}
