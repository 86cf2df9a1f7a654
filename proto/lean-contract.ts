import type { MethodDefinition } from '@grpc/grpc-js';
import type { AdminServiceDefinition } from './generated/lb/v1/AdminService.ts';
import type { RoutingServiceDefinition } from './generated/lb/v1/RoutingService.ts';
import { services } from './generated/schema.ts';
import { decode } from './wire-reader.ts';
import { encode, type MessageName } from './wire-writer.ts';

/**
 * The two services as contract.ts has them, for a program that has to start fast: no .proto file is read, and protobufjs
 * is not loaded. A test holds the two to the same bytes and the same messages.
 */
export const routingService = definition<RoutingServiceDefinition>('lb.v1.RoutingService');
export const adminService = definition<AdminServiceDefinition>('lb.v1.AdminService');

function definition<T>(service: keyof typeof services): T {
  const methods: Record<string, MethodDefinition<object, object>> = {};
  for (const [name, method] of Object.entries(services[service])) {
    const [request, response, requestStream, responseStream] = method as readonly [
      MessageName,
      MessageName,
      boolean,
      boolean,
    ];
    methods[name] = {
      path: `/${service}/${name}`,
      requestStream,
      responseStream,
      requestSerialize: (message) => encode(request, message),
      requestDeserialize: (bytes) => decode(request, bytes),
      responseSerialize: (message) => encode(response, message),
      responseDeserialize: (bytes) => decode(response, bytes),
    };
  }
  return methods as T;
}
