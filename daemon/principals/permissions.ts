import type { Role } from './role.ts';

/**
 * The role that each method of lb.v1 needs, on every listener. Viewers read, routers place sessions, operators act on
 * what is there, admins configure: what is in the configuration stays until somebody changes it, and a backup holds all.
 * A method of the contract that has no row here does not compile (rpc/method-roles).
 */
export const roleOfMethod = {
  Route: 'router',
  RouteStream: 'router',
  ReportOutcome: 'router',
  EndSession: 'router',

  ListPools: 'viewer',
  GetPool: 'viewer',
  CreatePool: 'admin',
  UpdatePool: 'admin',
  DeletePool: 'admin',

  ListBackends: 'viewer',
  GetBackend: 'viewer',
  CreateBackend: 'admin',
  UpdateBackend: 'admin',
  DeleteBackend: 'admin',

  DrainBackend: 'operator',
  WatchDrain: 'viewer',
  UndrainBackend: 'operator',
  CordonBackend: 'operator',
  UncordonBackend: 'operator',

  ListSessions: 'viewer',
  GetSession: 'viewer',
  MoveSession: 'operator',
  PinSession: 'operator',
  UnpinSession: 'operator',
  UpdateSession: 'operator',
  ExpireNow: 'operator',

  ListEvents: 'viewer',
  Watch: 'viewer',
  ListViolations: 'viewer',
  GetStatus: 'viewer',
  ListKeys: 'viewer',
  RotateKey: 'admin',
  ExportKeys: 'admin',
  InspectCookie: 'viewer',
  CreateBackup: 'admin',
} as const satisfies Readonly<Record<string, Role>>;

/** A method of lb.v1 by its short name, which both services share without doubles. */
export type MethodName = keyof typeof roleOfMethod;
