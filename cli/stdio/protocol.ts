/** What a router answers to a session id, as far as the protocol needs it. */
export interface Routed {
  readonly sessionId: string;
  readonly backendId: string;
  readonly moved: boolean;
}

/** Where a session lives; an empty id asks for a new session. Rejects with a Refusal when nobody can take it. */
export type RouteSession = (sessionId: string) => Promise<Routed>;

/** Why a route could not be had: an id that lbd does not take, or something that may pass. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: 'bad-session-id' | 'unavailable' | 'failed';

  constructor(kind: 'bad-session-id' | 'unavailable' | 'failed', message: string) {
    super(message);
    this.kind = kind;
  }
}

/**
 * Error codes of the protocol.
 *
 * @see https://github.com/jepsen-io/maelstrom/blob/main/doc/protocol.md#errors
 */
export const errorCodes = { notSupported: 10, temporarilyUnavailable: 11, malformedRequest: 12, crash: 13 } as const;

export interface Reply {
  readonly src: string;
  readonly dest: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Who we are and who asks, where a line doesn't say: the names in the protocol's own examples. */
const defaultSelf = 'l7_proxy';
const defaultPeer = 'client';

/** The one reply to a line of input. Never rejects: what can't be answered is answered by an `error`. */
export async function answer(line: string, route: RouteSession): Promise<Reply> {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch (error) {
    return malformed(
      {},
      `not JSON: ${error instanceof Error ? error.message : String(error)}; send one message a line`,
    );
  }
  if (!isObject(message)) return malformed({}, 'a message is an object {"src", "dest", "body"}');
  const { body } = message;
  if (!isObject(body)) return malformed(message, 'the field "body" is missing or no object');
  if (typeof message.src !== 'string') return malformed(message, 'the field "src" is missing or no string');
  if (typeof message.dest !== 'string') return malformed(message, 'the field "dest" is missing or no string');
  if (typeof body.type !== 'string') return malformed(message, 'the field "body.type" is missing or no string');
  if (!Number.isSafeInteger(body.msg_id)) return malformed(message, 'the field "body.msg_id" is missing or no integer');

  if (body.type === 'init') return reply(message, { type: 'init_ok', in_reply_to: body.msg_id });
  if (body.type === 'http_request') return answerRequest(message, body, route);
  const text = `unknown type ${JSON.stringify(body.type)}; this router answers "init" and "http_request"`;
  return errorReply(message, errorCodes.notSupported, text);
}

/** The reply to a line that was too long to read. */
export function tooLong(limitBytes: number): Reply {
  return malformed({}, `the line is over ${limitBytes} bytes; send one message a line`);
}

async function answerRequest(
  message: Record<string, unknown>,
  body: Record<string, unknown>,
  route: RouteSession,
): Promise<Reply> {
  for (const field of ['method', 'path'] as const) {
    if (typeof body[field] !== 'string') {
      return malformed(message, `the field "body.${field}" is missing or no string`);
    }
  }
  const cookies = body.cookies ?? {}; // a client without cookies may leave them out
  if (!isObject(cookies)) return malformed(message, 'the field "body.cookies" is no object');
  const presented = Object.hasOwn(cookies, 'session_id') ? cookies.session_id : '';
  if (typeof presented !== 'string') return malformed(message, 'the cookie "session_id" is no string');

  try {
    const routed = await routeAsProxy(presented, route);
    const news = routed.moved || routed.sessionId !== presented;
    return reply(message, {
      type: 'http_response',
      in_reply_to: body.msg_id,
      status: 200,
      backend: routed.backendId,
      ...(news ? { set_cookie: `session_id=${routed.sessionId}; backend=${routed.backendId}` } : {}),
    });
  } catch (error) {
    const passing = error instanceof Refusal && error.kind === 'unavailable';
    const text = error instanceof Error ? error.message : String(error);
    return errorReply(message, passing ? errorCodes.temporarilyUnavailable : errorCodes.crash, text);
  }
}

/** A proxy treats a cookie it can't use as no cookie: the client gets a new session, not an error. */
async function routeAsProxy(presented: string, route: RouteSession): Promise<Routed> {
  try {
    return await route(presented);
  } catch (error) {
    if (presented === '' || !(error instanceof Refusal) || error.kind !== 'bad-session-id') throw error;
    return route('');
  }
}

function malformed(message: Record<string, unknown>, text: string): Reply {
  return errorReply(message, errorCodes.malformedRequest, text);
}

function errorReply(message: Record<string, unknown>, code: number, text: string): Reply {
  const id = isObject(message.body) ? message.body.msg_id : undefined;
  return reply(message, {
    type: 'error',
    ...(Number.isSafeInteger(id) ? { in_reply_to: id } : {}),
    code,
    text,
  });
}

function reply(message: Record<string, unknown>, body: Record<string, unknown>): Reply {
  return {
    src: typeof message.dest === 'string' ? message.dest : defaultSelf,
    dest: typeof message.src === 'string' ? message.src : defaultPeer,
    body,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
