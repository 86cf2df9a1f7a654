import type { AdminServiceHandlers } from '../../proto/generated/lb/v1/AdminService.ts';
import type { Backups } from '../upkeep/backups.ts';
import { actorOf } from './actor.ts';
import type { ServerStreams } from './server-streams.ts';

export function backupHandlers(backups: Backups, streams: ServerStreams): Pick<AdminServiceHandlers, 'CreateBackup'> {
  return {
    CreateBackup: streams.streaming('CreateBackup', async (_request, send, signal, call) => {
      for await (const data of backups.read(actorOf(call), signal)) await send({ data });
    }),
  };
}
