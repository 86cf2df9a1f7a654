import { Client, type ClientReadableStream, type MethodDefinition, type ServiceError } from '@grpc/grpc-js';
import type { MethodDefinition as Typed } from '@grpc/proto-loader';
import type { AdminServiceDefinition } from '../proto/generated/lb/v1/AdminService.ts';
import type { RoutingServiceDefinition } from '../proto/generated/lb/v1/RoutingService.ts';
import { adminService, routingService } from '../proto/lean-contract.ts';
import type { Address } from './address.ts';
import { callError } from './call-error.ts';
import { callHeaders, channelSecurity, type Opening } from './client/channel-credentials.ts';
import { readCredentials } from './credentials.ts';
import { type CommandError, usageError } from './errors.ts';

/**
 * A daemon's two services: functions that take a message and promise one, or that take a message and yield many.
 * They reject with a CommandError.
 */
export type Lbd = Unary<RoutingServiceDefinition> & Unary<AdminServiceDefinition> & Streaming & { close(): void };

/** The methods that answer many messages. */
type StreamName = 'WatchDrain' | 'Watch' | 'CreateBackup';
type Streaming = {
  [Name in StreamName as Uncapitalize<Name>]: Call<AdminServiceDefinition[Name], 'many'>;
};

type Unary<Definition> = {
  [Name in keyof Definition as string extends Name
    ? never
    : Name extends StreamName | 'RouteStream'
      ? never
      : Uncapitalize<Name & string>]: Call<Definition[Name], 'one'>;
};

type Call<Method, Answers> =
  Method extends Typed<infer Request, infer _In, infer _Out, infer Response>
    ? Answers extends 'one'
      ? (request: Request) => Promise<Response>
      : (request: Request, signal?: AbortSignal) => AsyncGenerator<Response>
    : never;

/**
 * Connects at the first call; close it in a `finally`. Throws a CommandError for credentials that can't be used.
 *
 * @param timeoutMs  for each call that answers once, connecting included; streams last until they end, or `signal`
 */
export function connect(address: Address, timeoutMs: number): Lbd {
  const opening = readCredentials(address);
  const headers = callHeaders(opening);
  const { credentials, options } = securityOf(opening, address);
  const client = new Client(address.target, credentials, options);
  const call = (method: MethodDefinition<object, object>, request: object) =>
    new Promise<object | undefined>((resolve, reject) => {
      const { path, requestSerialize, responseDeserialize } = method;
      const deadline = Date.now() + timeoutMs;
      const limits = { deadline };
      client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        request,
        headers,
        limits,
        (error, response) => (error ? failure(error, address, timeoutMs).then(reject, reject) : resolve(response)),
      );
    });
  const stream = (method: MethodDefinition<object, object>, request: object, signal?: AbortSignal) => {
    const { path, requestSerialize, responseDeserialize } = method;
    const answers = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request, headers);
    answers.on('error', () => {}); // a cancellation is told after the last reader has left
    return messages(answers, signal, (error) => failure(error, address, timeoutMs));
  };
  const calls: Record<string, unknown> = { close: () => client.close() };
  for (const [name, method] of [...Object.entries(routingService), ...Object.entries(adminService)]) {
    calls[`${name.charAt(0).toLowerCase()}${name.slice(1)}`] = method.responseStream
      ? (request: object, signal?: AbortSignal) => stream(method, request, signal)
      : (request: object) => call(method, request);
  }
  return calls as unknown as Lbd;
}

function securityOf(opening: Opening, { target }: Address): ReturnType<typeof channelSecurity> {
  try {
    return channelSecurity(opening, target);
  } catch (error) {
    throw usageError(
      `what --tls-ca, --tls-cert or --tls-key name can't be used: ${(error as Error).message}`,
      'certificates and keys are to be in PEM, and a certificate goes with its own key',
    );
  }
}

/** What a stream answers, until it ends or `signal` says that nobody listens any more: that is an end, no failure. */
async function* messages<Response>(
  answers: ClientReadableStream<Response>,
  signal: AbortSignal | undefined,
  failureOf: (error: ServiceError) => Promise<CommandError>,
): AsyncGenerator<Response> {
  const cancel = () => answers.cancel();
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel);
  try {
    yield* answers as AsyncIterable<Response>;
  } catch (error) {
    if (!signal?.aborted) throw await failureOf(error as ServiceError);
  } finally {
    signal?.removeEventListener('abort', cancel);
    answers.cancel();
  }
}

/** Only a call that failed pays for reading the details. */
async function failure(error: ServiceError, address: Address, timeoutMs: number): Promise<CommandError> {
  const { readErrorDetails } = await import('../proto/error-details.ts');
  return callError(error, readErrorDetails(error.metadata), address, timeoutMs);
}
