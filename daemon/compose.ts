import { startAdminServer } from './admin-http/admin-server.ts';
import { operatorPage } from './admin-http/page/page-routes.ts';
import { attention } from './attention.ts';
import type { Config } from './config.ts';
import type { CookieKeys } from './cookies/cookie-keys.ts';
import { startEngine } from './engine.ts';
import { startGateway } from './gateway/gateway.ts';
import { HealthChecks } from './health/health-checks.ts';
import { LeaseClock } from './lease-clock.ts';
import { openAccessLog } from './observe/access-log.ts';
import type { Log } from './observe/log.ts';
import { openMetrics } from './observe/metrics.ts';
import { startPickListener } from './planes/pick-listener.ts';
import { pageAccess } from './principals/page-access.ts';
import { mustHaveRole } from './principals/principal.ts';
import { refusalAudit } from './principals/refusal-audit.ts';
import type { Security } from './principals/security.ts';
import { startServer } from './rpc/server.ts';
import type { DaemonStatus } from './status.ts';
import { cookieKeyFile, watchKeyFile } from './store/cookie-key-file.ts';
import { openMemoryStore } from './store/memory/memory-store.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import { Housekeeping } from './upkeep/housekeeping.ts';
import { type SettingsSource, settingsReload } from './upkeep/settings-reload.ts';
import { version } from './version.ts';

/** A running lbd. */
export type Daemon = Awaited<ReturnType<typeof compose>>;

/**
 * The one place where the concrete parts meet. Started from the store outwards, stopped from the listeners inwards.
 *
 * @throws what keeps lbd from starting: the store's or the listeners' words for people
 */
export async function compose(config: Config, source: SettingsSource, security: Security, log: Log) {
  const store =
    config.store === 'memory'
      ? openMemoryStore()
      : openSqliteStore({
          directory: config.dataFolder,
          durability: 'full',
          log: ({ level, message }) => log(level, 'store', { message }),
        });
  const stops: (() => Promise<void>)[] = [() => store.close()];
  /** Why lbd is not ready, as /readyz tells; empty when it is. */
  let notReady = 'backends that are probed were not all seen yet';
  const stop = async () => {
    notReady = 'lbd is stopping';
    for (let last = stops.pop(); last !== undefined; last = stops.pop()) await last();
  };
  try {
    const engine = await startEngine(store, {
      sessionLimit: config.maxSessionsTotal,
      sweepSliceSlots: config.sweepSliceSlots,
      ...(config.cookieKeyFile !== null && { cookieKeyFile: cookieKeyFile(config.cookieKeyFile) }),
      clockFrom: (leaseMs) => new LeaseClock(leaseMs),
    });
    const { clock, router, registry, routing, pools, backends, drains, mover, verdicts, outcomes, sessions } = engine;
    const { sweeper, holds } = engine;
    if (engine.droppedSessions > 0) log('warn', 'duplicate-sessions-dropped', { count: engine.droppedSessions });

    if (config.cookieKeyFile !== null) {
      const stopWatching = watchKeyFile(config.cookieKeyFile, () => reloadCookieKeys(engine.cookieKeys, log));
      stops.push(async () => stopWatching());
    }
    const housekeeping = new Housekeeping({
      router,
      store,
      clock,
      sweeper,
      drains,
      mover,
      verdicts,
      outcomes,
      cookieEnds: engine.cookieEnds,
      everyMs: () => config.housekeepingIntervalMs,
      log,
    });
    outcomes.start();
    housekeeping.start();
    stops.push(async () => {
      outcomes.stop();
      await housekeeping.stop();
    });

    const settings = settingsReload({ ...source, config, store, wallNow: () => clock.wallNow(), log });
    const startedAtMs = clock.wallNow();
    let listen: readonly string[] = [];
    const status = (): DaemonStatus => ({
      version,
      startedAtMs,
      nowMs: clock.wallNow(),
      store: { kind: store.kind, location: store.location, ...store.health() },
      pools: registry.pools.length,
      // Asked for often: views of ten thousand would take a fifth of a second.
      backends: registry.pools.reduce((sum, { members }) => sum + members.length, 0),
      sessions: engine.table.size,
      sessionLimit: config.maxSessionsTotal,
      sequence: store.sequence(),
      loadedSessions: engine.loadedSessions,
      listen,
      pid: process.pid,
      warnings: [
        ...attention({
          registry,
          table: { used: engine.table.allocated, limit: config.maxSessionsTotal },
          store: store.health(),
          nowMs: clock.wallNow(),
        }),
        ...security.warnings(Date.now()),
        ...settings.warnings(),
      ],
    });
    const isReady = () => notReady === '';
    const metrics = openMetrics({ ...engine, version, isReady });
    const audit = refusalAudit(store, () => clock.wallNow(), log);
    const access = config.admin && pageAccess(security, config.dataFolder, config.admin.tls, log);
    const page = access && operatorPage({ ...engine, status, access, audit, log });
    stops.push(async () => page?.stop());
    const admin =
      config.admin &&
      access &&
      (await startAdminServer(
        config.admin,
        config.admin.tls ? security.tls : null,
        {
          mustBeReader: (request) => mustHaveRole(access.callerOf(request), 'viewer', '/metrics'),
          readiness: () => ({ isReady: isReady(), reason: notReady }),
          metrics: metrics.page,
          page: page?.routes ?? [],
        },
        log,
      ));
    // Stopped after the gRPC server: while that ends, /readyz says why, and what goes on can be looked at.
    stops.push(async () => admin?.stop(config.stopTimeoutMs));
    const server = await startServer({
      services: { ...engine, status },
      listen: config.listen,
      protection: config.security.protection,
      security,
      audit,
      rootSecret: engine.rootSecret,
      // Until every backend that is probed was seen once.
      serving: false,
      limits: { maxMessageBytes: config.maxMessageBytes, maxConcurrentStreams: config.maxConcurrentStreams },
      log,
    });
    listen = server.addresses;
    metrics.grpcCalls = server.calls;
    stops.push(() => server.stop(config.stopTimeoutMs));
    security.start();
    stops.push(() => security.stop());
    const health = new HealthChecks({ registry, changes: engine.changes, verdicts, clock, log });
    // Stopped before the server: what is served while that ends needs no probes, and must not be called ready. Who waits
    // for a home is told now: else the server's stop would wait as well.
    stops.push(async () => {
      health.stop();
      holds.close();
    });
    /** To be called when the backends to begin with are there. */
    const startHealthChecks = () =>
      health.start(() => {
        notReady = '';
        server.setServing(true);
      });
    const pick =
      config.pick && (await startPickListener(config.pick, { affinity: engine.httpAffinity, outcomes, log }));
    stops.push(async () => pick?.stop(config.stopTimeoutMs));
    let gateway: string | undefined;
    if (config.gateway !== null) {
      const { accessLogFile } = config.gateway;
      const accessLog = accessLogFile === null ? null : openAccessLog(accessLogFile);
      stops.push(async () => accessLog?.close());
      const running = await startGateway({
        options: config.gateway,
        registry,
        affinity: engine.httpAffinity,
        presence: engine.presence,
        clock,
        outcomes,
        verdicts,
        counts: metrics.gateway,
        accessLog: accessLog === null ? null : accessLog.write,
        log,
      });
      gateway = running.address;
      stops.push(() => running.stop(config.stopTimeoutMs));
    }
    const faces = { listen, gateway, admin: admin?.address, pick: pick?.address, pageToken: access?.startToken };
    return {
      ...faces,
      startHealthChecks,
      pools,
      backends,
      drains,
      verdicts,
      outcomes,
      sessions,
      routing,
      status,
      reloadSettings: settings.reload,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A file that can't be used leaves the keys as they are: nobody's cookie breaks for a slip of an editor. */
function reloadCookieKeys(keys: CookieKeys, log: Log): void {
  try {
    keys.reload();
    log('info', 'cookie-keys-reloaded', { active: keys.active.id, accepted: keys.list.length - 1 });
  } catch (error) {
    log('error', 'cookie-keys-not-reloaded', { error });
  }
}
