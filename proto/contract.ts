import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync, type Options } from '@grpc/proto-loader';
import type { ProtoGrpcType as AdminContract } from './generated/admin.ts';
import type { ProtoGrpcType as RoutingContract } from './generated/routing.ts';

/**
 * How messages look in JavaScript: fields as the contract spells them, 64-bit integers as numbers, enums by name (for
 * people and JSON; numbers are taken too), defaults where a field is absent, but nothing for an absent `optional` or
 * `oneof` member, and null for an absent message. The same as the flags in scripts/generate.mjs.
 */
export const loaderOptions: Options = { keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true };

// A package import, so that dist/ and the sources find the same files.
const contractFile = createRequire(import.meta.url).resolve('#proto/lb/v1/routing.proto');

/** The folder the contract's file names count from. */
export const protoRoot = dirname(dirname(dirname(contractFile)));

/** Loads files of the contract, by their names under `proto/`, as `T`: what was generated from them. */
export function loadContract<T>(...files: readonly string[]): T {
  const definition = loadSync([...files], { ...loaderOptions, includeDirs: [protoRoot] });
  return loadPackageDefinition(definition) as unknown as T;
}

const { lb } = loadContract<RoutingContract & AdminContract>('lb/v1/routing.proto', 'lb/v1/admin.proto');

/** Clients: `new RoutingClient('unix:/run/lbd/lbd.sock', credentials.createInsecure())`. */
export const RoutingClient = lb.v1.RoutingService;
export const AdminClient = lb.v1.AdminService;

/** What a server adds its handlers to. */
export const routingService = RoutingClient.service;
export const adminService = AdminClient.service;
