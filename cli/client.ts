import { type ChannelOptions, Client, credentials } from '@grpc/grpc-js';
import type { MethodDefinition } from '@grpc/proto-loader';
import { adminService, routingService } from '../proto/contract.ts';
import { readErrorDetails } from '../proto/error-details.ts';
import type { AdminServiceDefinition } from '../proto/generated/lb/v1/AdminService.ts';
import type { RoutingServiceDefinition } from '../proto/generated/lb/v1/RoutingService.ts';
import type { Address } from './address.ts';
import { callError } from './call-error.ts';

/** A daemon's two services, as functions that take a message and promise one. They reject with a CommandError. */
export type Lbd = Unary<RoutingServiceDefinition> & Unary<AdminServiceDefinition> & { close(): void };

type Unary<Definition> = {
  [Name in keyof Definition as string extends Name ? never : Uncapitalize<Name & string>]: Call<Definition[Name]>;
};

type Call<Method> =
  Method extends MethodDefinition<infer Request, infer _In, infer _Out, infer Response>
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
  const calls: Record<string, unknown> = { close: () => client.close() };
  for (const [name, method] of [...Object.entries(routingService), ...Object.entries(adminService)]) {
    const { path, requestSerialize, responseDeserialize } = method;
    calls[`${name.charAt(0).toLowerCase()}${name.slice(1)}`] = (request: object) =>
      new Promise((resolve, reject) => {
        const deadline = Date.now() + timeoutMs;
        client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          { deadline },
          (error, response) =>
            error ? reject(callError(error, readErrorDetails(error.metadata), address, timeoutMs)) : resolve(response),
        );
      });
  }
  return calls as unknown as Lbd;
}
