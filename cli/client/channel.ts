import { type CallOptions, Client, type ClientDuplexStream } from '@grpc/grpc-js';
import { routingService } from '../../proto/contract.ts';
import type { RouteStreamResponse__Output } from '../../proto/generated/lb/v1/RouteStreamResponse.ts';
import { parseAddress } from '../address.ts';
import { callHeaders, channelSecurity, type Opening } from './channel-credentials.ts';
import { errorOfCall, LbdError } from './lbd-error.ts';

/** A method as the contract has it, for requests that are encoded already. */
export interface Method<Response> {
  readonly path: string;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** How long a call may take, and who may end it earlier. */
export interface Until {
  /** Milliseconds since the Unix epoch. */
  readonly deadlineAtMs: number;
  readonly signal?: AbortSignal | undefined;
}

export type RouteStream = ClientDuplexStream<Buffer, RouteStreamResponse__Output>;

/** One connection to lbd. */
export interface Channel {
  /** Rejects with an LbdError. */
  unary<Response>(method: Method<Response>, request: Buffer, until: Until): Promise<Response>;
  openRouteStream(): RouteStream;
  close(): void;
}

const asItIs = (bytes: Buffer): Buffer => bytes;

/**
 * Connects at the first call.
 *
 * @param address   `unix:PATH` or `tcp:HOST:PORT`
 * @param openingOf asked before each call for the token of that moment; TLS is as it was at first
 * @throws LbdError `INVALID_ADDRESS`, `INVALID_CREDENTIALS`
 */
export function openChannel(address: string, openingOf: () => Opening): Channel {
  const target = targetOf(address);
  const { credentials, options } = securityOf(openingOf(), target);
  const client = new Client(target, credentials, options);
  return {
    unary: ({ path, responseDeserialize }, request, { deadlineAtMs, signal }) =>
      new Promise((resolve, reject) => {
        const limits: CallOptions = { deadline: deadlineAtMs };
        const headers = callHeaders(openingOf());
        const call = client.makeUnaryRequest(
          path,
          asItIs,
          responseDeserialize,
          request,
          headers,
          limits,
          (error, response) => {
            signal?.removeEventListener('abort', cancel);
            if (error) reject(errorOfCall(error));
            else resolve(response!);
          },
        );
        const cancel = (): void => call.cancel();
        signal?.addEventListener('abort', cancel);
      }),
    openRouteStream() {
      const { path, responseDeserialize } = routingService.RouteStream;
      return client.makeBidiStreamRequest(path, asItIs, responseDeserialize, callHeaders(openingOf()));
    },
    close: () => client.close(),
  };
}

function securityOf(opening: Opening, target: string): ReturnType<typeof channelSecurity> {
  try {
    return channelSecurity(opening, target);
  } catch (cause) {
    const { message } = cause as Error;
    throw new LbdError({ code: 'INVALID_ARGUMENT', reason: 'INVALID_CREDENTIALS', message }, { cause });
  }
}

function targetOf(address: string): string {
  try {
    return parseAddress(address).target;
  } catch (cause) {
    const { message } = cause as Error;
    throw new LbdError({ code: 'INVALID_ARGUMENT', reason: 'INVALID_ADDRESS', message }, { cause });
  }
}
