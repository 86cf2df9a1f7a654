import { type ChannelOptions, Client, credentials, type MethodDefinition, type ServiceError } from '@grpc/grpc-js';
import type { MethodDefinition as Typed } from '@grpc/proto-loader';
import { adminService, routingService } from '../proto/contract.ts';
import type { AdminServiceDefinition } from '../proto/generated/lb/v1/AdminService.ts';
import type { RoutingServiceDefinition } from '../proto/generated/lb/v1/RoutingService.ts';
import type { Address } from './address.ts';
import { callError } from './call-error.ts';
import type { CommandError } from './errors.ts';

/** A daemon's two services, as functions that take a message and promise one. They reject with a CommandError. */
export type Lbd = Unary<RoutingServiceDefinition> & Unary<AdminServiceDefinition> & { close(): void };

type Unary<Definition> = {
  [Name in keyof Definition as string extends Name ? never : Uncapitalize<Name & string>]: Call<Definition[Name]>;
};

type Call<Method> =
  Method extends Typed<infer Request, infer _In, infer _Out, infer Response>
    ? (request: Request) => Promise<Response>
    : never;

const channelOptions: ChannelOptions = {
  // A proxy of the environment is for the web; it would get between lbctl and a daemon on this machine.
  'grpc.enable_http_proxy': 0,
  'grpc.service_config_disable_resolution': 1,
};

/**
 * Connects at the first call; close it in a `finally`.
 *
 * @param timeoutMs  for each call, connecting included
 */
export function connect(address: Address, timeoutMs: number): Lbd {
  const client = new Client(address.target, credentials.createInsecure(), channelOptions);
  const call = (method: MethodDefinition<object, object>, request: object) =>
    new Promise<object | undefined>((resolve, reject) => {
      const { path, requestSerialize, responseDeserialize } = method;
      const deadline = Date.now() + timeoutMs;
      client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, { deadline }, (error, response) =>
        error ? failure(error, address, timeoutMs).then(reject, reject) : resolve(response),
      );
    });
  const calls: Record<string, unknown> = { close: () => client.close() };
  for (const [name, method] of [...Object.entries(routingService), ...Object.entries(adminService)]) {
    calls[`${name.charAt(0).toLowerCase()}${name.slice(1)}`] = (request: object) => call(method, request);
  }
  return calls as unknown as Lbd;
}

/** Only a call that failed pays for reading the details. */
async function failure(error: ServiceError, address: Address, timeoutMs: number): Promise<CommandError> {
  const { readErrorDetails } = await import('../proto/error-details.ts');
  return callError(error, readErrorDetails(error.metadata), address, timeoutMs);
}
