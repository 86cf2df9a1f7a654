// A server with state in memory, to see stickiness by: node example-backend.js ID [AVOIDED_PORT]

import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Counters beyond this push out the oldest: an example must not fill a machine's memory. */
const maxSessions = 100_000;

/** Names this process: whoever sees another one knows that the counters are gone. */
const instance = randomUUID();

const [id = 'api-1', avoidedPort = '0'] = process.argv.slice(2);

/** Requests seen of each session since this process began. What a restart loses, and a move leaves behind. */
const counts = new Map<string, number>();

const server = createServer((request, response) => {
  const known = sessionOf(request);
  const session = known ?? newSession();
  const body = { backend: id, session, count: countOf(session) };
  response.setHeader('content-type', 'application/json');
  response.setHeader('x-lb-instance', instance);
  if (known === null) response.setHeader('set-cookie', `${ownCookie}=${session}; Path=/; HttpOnly; SameSite=Lax`);
  response.end(`${JSON.stringify(body)}\n`);
});

function newSession(): string {
  return randomBytes(12).toString('base64url');
}

function countOf(session: string): number {
  const count = (counts.get(session) ?? 0) + 1;
  counts.set(session, count);
  if (counts.size > maxSessions) counts.delete(counts.keys().next().value ?? '');
  return count;
}

/** As an application has its own session, and no idea of the balancer in front of it. */
const ownCookie = 'example_session';

/** From the header X-Session-Id, its own cookie, the cookie session_id or the query's session_id. */
function sessionOf(request: IncomingMessage): string | null {
  const header = request.headers['x-session-id'];
  const [, cookie] = /(?:^|;\s*)(?:example_session|session_id)=([^;]*)/.exec(request.headers.cookie ?? '') ?? [];
  const [, query] = /[?&]session_id=([^&#]*)/.exec(request.url ?? '') ?? [];
  const session = (typeof header === 'string' ? header : '') || cookie || query || '';
  return session === '' || session.length > 256 ? null : session;
}

server.on('listening', () => {
  const { port } = server.address() as AddressInfo;
  // The address of the process before it would say that its memory is still there.
  if (port === Number(avoidedPort)) server.close(() => listen());
  else if (process.send) process.send({ port });
  else console.log(`${id} listens on 127.0.0.1:${port}`);
});

function listen(): void {
  server.listen({ host: '127.0.0.1', port: 0 });
}

// The channel closes when lbd ends, also by kill -9: nothing stays behind.
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole terminal; lbd gets it too, and ends this process when it is time.
process.on('SIGINT', () => {});
listen();
