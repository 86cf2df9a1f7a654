import type { Config } from './config.ts';
import { startEngine } from './engine.ts';
import { Housekeeping } from './housekeeping.ts';
import { LeaseClock } from './lease-clock.ts';
import type { Log } from './observe/log.ts';
import { startServer } from './rpc/server.ts';
import type { DaemonStatus } from './status.ts';
import { openMemoryStore } from './store/memory/memory-store.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import { version } from './version.ts';

/** A running lbd. */
export type Daemon = Awaited<ReturnType<typeof compose>>;

/**
 * The one place where the concrete parts meet. Started from the store outwards, stopped from the listeners inwards.
 *
 * @throws what keeps lbd from starting: the store's or the listeners' words for people
 */
export async function compose(config: Config, log: Log) {
  const store =
    config.store === 'memory'
      ? openMemoryStore()
      : openSqliteStore({
          directory: config.dataFolder,
          durability: 'full',
          log: ({ level, message }) => log(level, 'store', { message }),
        });
  const stops: (() => Promise<void>)[] = [() => store.close()];
  const stop = async () => {
    for (let last = stops.pop(); last !== undefined; last = stops.pop()) await last();
  };
  try {
    const engine = await startEngine(store, {
      sessionLimit: config.maxSessionsTotal,
      sweepSliceSlots: config.sweepSliceSlots,
      clockFrom: (leaseMs) => new LeaseClock(leaseMs),
    });
    const { clock, router, registry, routing, pools, backends, sessions, sweeper } = engine;
    if (engine.droppedSessions > 0) log('warn', 'duplicate-sessions-dropped', { count: engine.droppedSessions });

    const housekeeping = new Housekeeping({
      router,
      store,
      clock,
      sweeper,
      backends,
      everyMs: config.housekeepingIntervalMs,
      log,
    });
    housekeeping.start();
    stops.push(() => housekeeping.stop());

    const startedAtMs = clock.wallNow();
    let listen: readonly string[] = [];
    const status = (): DaemonStatus => ({
      version,
      startedAtMs,
      nowMs: clock.wallNow(),
      store: { kind: store.kind, location: store.location, ...store.health() },
      pools: registry.pools.length,
      backends: backends.list('').length,
      sessions: engine.table.size,
      sessionLimit: config.maxSessionsTotal,
      sequence: store.sequence(),
      loadedSessions: engine.loadedSessions,
      listen,
      pid: process.pid,
    });
    const server = await startServer({
      services: { routing, pools, backends, sessions, status },
      listen: config.listen,
      insecureLoopback: config.insecureLoopback,
      rootSecret: engine.rootSecret,
      limits: { maxMessageBytes: config.maxMessageBytes, maxConcurrentStreams: config.maxConcurrentStreams },
      log,
    });
    listen = server.addresses;
    stops.push(() => server.stop(config.stopTimeoutMs));
    return { listen, pools, backends, sessions, routing, status, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
