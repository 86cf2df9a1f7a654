import type { AdminServiceHandlers } from '../../proto/generated/lb/v1/AdminService.ts';
import type { DaemonStatus } from '../status.ts';
import type { RpcLog } from './log.ts';
import { timestamp } from './times.ts';
import { unary } from './unary.ts';

export function statusHandlers(status: () => DaemonStatus, log: RpcLog): Pick<AdminServiceHandlers, 'GetStatus'> {
  return {
    GetStatus: unary('GetStatus', log, () => {
      const now = status();
      const { kind, location, writable, error, queued } = now.store;
      return {
        version: now.version,
        start_time: timestamp(now.startedAtMs),
        time: timestamp(now.nowMs),
        store: { kind, path: location, writable, error, queued },
        pool_count: now.pools,
        backend_count: now.backends,
        session_count: now.sessions,
        session_limit: now.sessionLimit,
        sequence: now.sequence,
        uptime: timestamp(Math.max(0, now.nowMs - now.startedAtMs)),
        loaded_session_count: now.loadedSessions,
        listen: [...now.listen],
        pid: now.pid,
        warnings: [...now.warnings],
      };
    }),
  };
}
