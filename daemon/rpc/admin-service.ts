import type { handleUnaryCall } from '@grpc/grpc-js';
import { adminService } from '../../proto/contract.ts';
import type { AdminServiceHandlers } from '../../proto/generated/lb/v1/AdminService.ts';
import type { ListSessionsRequest__Output } from '../../proto/generated/lb/v1/ListSessionsRequest.ts';
import { backendHandlers } from './admin-backends.ts';
import { backupHandlers } from './admin-backup.ts';
import { cookieHandlers } from './admin-cookies.ts';
import { drainHandlers } from './admin-drains.ts';
import { journalHandlers } from './admin-journal.ts';
import { poolHandlers } from './admin-pools.ts';
import { sessionChangeHandlers } from './admin-session-changes.ts';
import { sessionHandlers } from './admin-sessions.ts';
import { statusHandlers } from './admin-status.ts';
import type { RpcLog } from './log.ts';
import type { PageTokens } from './page-token.ts';
import type { ServerStreams } from './server-streams.ts';
import type { RpcServices } from './services.ts';
import { listSessionsMethod } from './session-page.ts';

/** As the contract has it, but lists of sessions come encoded. */
export const adminMethods = { ...adminService, ListSessions: listSessionsMethod };

type Handlers = Omit<AdminServiceHandlers, 'ListSessions'> & {
  readonly ListSessions: handleUnaryCall<ListSessionsRequest__Output, Buffer>;
};

/** Every method of the service: one that nobody serves does not compile. */
export function adminHandlers(
  services: RpcServices,
  pageTokens: PageTokens,
  streams: ServerStreams,
  log: RpcLog,
): Handlers {
  return {
    ...poolHandlers(services.pools, log),
    ...backendHandlers(services.backends, log),
    ...drainHandlers(services, streams, log),
    ...sessionHandlers(services.sessions, pageTokens, log),
    ...sessionChangeHandlers(services, log),
    ...journalHandlers(services, streams, log),
    ...cookieHandlers(services, log),
    ...backupHandlers(services.backups, streams),
    ...statusHandlers(services.status, log),
  };
}
