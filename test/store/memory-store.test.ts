import { memoryDisk } from '../../daemon/store/memory/memory-disk.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { storeContract } from './contract.ts';

storeContract('memory', () => {
  const disk = memoryDisk();
  return {
    open: () => openMemoryStore(disk),
    journal: () =>
      disk.journal.map(({ sequence, event }) => ({ sequence, kind: event.kind, session: event.session ?? null })),
    remove() {},
  };
});
