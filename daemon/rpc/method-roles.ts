import type { ServiceDefinition, UntypedHandleCall } from '@grpc/grpc-js';
import type { AdminServiceDefinition } from '../../proto/generated/lb/v1/AdminService.ts';
import type { RoutingServiceDefinition } from '../../proto/generated/lb/v1/RoutingService.ts';
import { roleOfMethod } from '../principals/permissions.ts';
import type { Role } from '../principals/role.ts';

type Named<Definition> = { [Name in keyof Definition as string extends Name ? never : Name]: true };
type ContractMethod = keyof Named<AdminServiceDefinition> | keyof Named<RoutingServiceDefinition>;

// A method without a role does not compile.
const roleOfContract: Readonly<Record<ContractMethod, Role>> = roleOfMethod;

/** `known` is any role; `anyone` needs no credentials at all, where the listener's TLS lets them speak. */
export type Needed = Role | 'known' | 'anyone';

/** What a call of each path needs; a path that is not there is refused. */
export type MethodRoles = ReadonlyMap<string, Needed>;

// Orchestrators' probes carry no tokens; a stream does, for it stays. Reflection is for whoever configures.
const roleOfOthers: Readonly<Record<string, Needed>> = {
  '/grpc.health.v1.Health/Check': 'anyone',
  '/grpc.health.v1.Health/Watch': 'known',
  '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo': 'admin',
  '/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo': 'admin',
};

/** @throws Error for a method without a role: a bug, found when lbd starts */
export function methodRoles(services: readonly ServiceDefinition<Record<string, UntypedHandleCall>>[]): MethodRoles {
  const contract: Readonly<Record<string, Role | undefined>> = roleOfContract;
  const roles = new Map<string, Needed>();
  for (const { path } of services.flatMap((service) => Object.values(service))) {
    const [, name = ''] = /^\/lb\.v1\.[A-Za-z]+\/([A-Za-z]+)$/.exec(path) ?? [];
    const needed = contract[name] ?? roleOfOthers[path];
    if (needed === undefined) throw new Error(`${path} has no role`);
    roles.set(path, needed);
  }
  return roles;
}
