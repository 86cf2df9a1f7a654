import { routingService } from '../../proto/contract.ts';
import type { EndSessionRequest as EndSessionMessage } from '../../proto/generated/lb/v1/EndSessionRequest.ts';
import type { EndSessionResponse__Output } from '../../proto/generated/lb/v1/EndSessionResponse.ts';
import type { OutcomeReport as OutcomeMessage } from '../../proto/generated/lb/v1/OutcomeReport.ts';
import type { RouteRequest as RouteMessage } from '../../proto/generated/lb/v1/RouteRequest.ts';
import type { RouteResponse__Output } from '../../proto/generated/lb/v1/RouteResponse.ts';
import { type Method, openChannel, type Until } from './channel.ts';
import type { ChannelTls, Opening } from './channel-credentials.ts';
import { LbdError as ClientError } from './lbd-error.ts';
import { aborted, RouteCall } from './route-call.ts';
import { RouteCalls } from './route-calls.ts';

/** Messages as the contract spells them; every field of a request may be left out. */
export type RouteRequest = RouteMessage;
export type RouteResponse = RouteResponse__Output;
export type EndSessionRequest = EndSessionMessage;
export type EndSessionResponse = EndSessionResponse__Output;
export type OutcomeReport = OutcomeMessage;

export type LbdError = ClientError;
/** To tell it from other errors: `error instanceof LbdError`. */
export const LbdError = ClientError;

export interface ConnectOptions {
  /** Where lbd listens: `unix:PATH` or `tcp:HOST:PORT`. */
  readonly address: string;
  /** A bearer token, for an lbd that asks for one by TCP; a function is asked before each call, for tokens change. */
  readonly token?: string | (() => string);
  /** For an lbd that speaks TLS: whom to believe, and the own certificate; `{}` believes whom the machine believes. */
  readonly tls?: ChannelTls;
  /** For requests that name none; `default` when it is left out. */
  readonly pool?: string;
  /** How long a call may take that does not say, in milliseconds; 5,000 when it is left out. */
  readonly deadlineMs?: number;
  /**
   * How long routes wait for an lbd that is away, in milliseconds: longer than a restart takes, 2,000 when it is left
   * out. After that they fail at once, until it is back. 0: they fail when the connection breaks.
   */
  readonly awayForMs?: number;
}

export interface CallOptions {
  /** How long the call may take from now, in milliseconds. */
  readonly deadlineMs?: number;
  /** Takes the call back: it rejects as CANCELLED. What it asked for may still be done. */
  readonly signal?: AbortSignal;
}

/** A program's connection to lbd. Every promise rejects with an LbdError. */
export interface LbdClient {
  /**
   * Where does this session live? The calls of one turn of the event loop share one message on one stream. When the
   * stream breaks, it is asked again within its deadline: repeating it never moves a kept session.
   */
  route(request: RouteRequest, options?: CallOptions): Promise<RouteResponse>;
  /** At most 1,024 reports. Not repeated when the connection breaks. */
  reportOutcome(reports: readonly OutcomeReport[], options?: CallOptions): Promise<void>;
  /** Logout. Safe to repeat. */
  endSession(request: EndSessionRequest, options?: CallOptions): Promise<EndSessionResponse>;
  /** What is under way rejects as CANCELLED. */
  close(): void;
}

const defaultDeadlineMs = 5_000;
const defaultAwayForMs = 2_000;
/** The longest a timer takes. */
const longestDeadlineMs = 2 ** 31 - 1;

/**
 * Connects at the first call.
 *
 * @throws LbdError `INVALID_ADDRESS`, `INVALID_CREDENTIALS`
 */
export function connect(options: ConnectOptions): LbdClient {
  const { address, pool, awayForMs = defaultAwayForMs } = options;
  const channel = openChannel(address, () => openingOf(options));
  const calls = new RouteCalls(channel, awayForMs);
  let isClosed = false;

  const withPool = <Request extends { pool?: string }>(request: Request): Request =>
    pool === undefined || request.pool ? request : { ...request, pool };
  const tooLate = (): ClientError => {
    const { trouble } = calls;
    if (trouble !== undefined) return trouble;
    const message = `no answer from lbd at ${address} in time; what was asked may still be done`;
    return new ClientError({ code: 'DEADLINE_EXCEEDED', reason: 'DEADLINE_EXCEEDED', message });
  };
  const deadlineOf = ({ deadlineMs = options.deadlineMs ?? defaultDeadlineMs }: CallOptions): number =>
    Math.min(Math.max(deadlineMs, 0), longestDeadlineMs);
  const ask = async <Request, Response>(method: Asked<Request, Response>, request: Request, call: CallOptions) => {
    if (isClosed) throw closed();
    if (call.signal?.aborted) throw aborted(call.signal);
    const until: Until = { deadlineAtMs: Date.now() + deadlineOf(call), signal: call.signal };
    return await channel.unary(method, encoded(method, request), until);
  };

  return {
    async route(request, call = {}) {
      if (isClosed) throw closed();
      const bytes = encoded(routingService.Route, withPool(request));
      const waiting = new RouteCall(bytes, deadlineOf(call), call.signal, tooLate);
      // An explanation is not served on a stream: it costs more than a message of routes.
      if (request.explain) calls.byUnary(waiting);
      else calls.add(waiting);
      return await waiting.answer;
    },
    async reportOutcome(reports, call = {}) {
      await ask(routingService.ReportOutcome, { reports: reports.map(withPool) }, call);
    },
    endSession: (request, call = {}) => ask(routingService.EndSession, withPool(request), call),
    close() {
      isClosed = true;
      calls.close(closed());
      channel.close();
    },
  };
}

function openingOf({ token, tls }: ConnectOptions): Opening {
  const now = typeof token === 'function' ? token() : token;
  return { ...(now === undefined ? {} : { token: now }), ...(tls === undefined ? {} : { tls }) };
}

interface Asked<Request, Response> extends Method<Response> {
  readonly requestSerialize: (request: Request) => Buffer;
}

function encoded<Request>({ requestSerialize }: Pick<Asked<Request, never>, 'requestSerialize'>, request: Request) {
  try {
    return requestSerialize(request);
  } catch (cause) {
    const { message } = cause as Error;
    throw new ClientError({ code: 'INVALID_ARGUMENT', reason: 'INVALID_MESSAGE', message }, { cause });
  }
}

function closed(): ClientError {
  return new ClientError({ code: 'CANCELLED', reason: 'CLOSED', message: 'the client was closed' });
}
