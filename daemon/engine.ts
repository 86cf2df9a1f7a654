import { hkdfSync, randomInt } from 'node:crypto';
import { inTurn } from './backends/administration.ts';
import { BackendAdministration } from './backends/backend-administration.ts';
import { BackendChanges } from './backends/backend-changes.ts';
import { HealthVerdicts } from './backends/health-verdicts.ts';
import { PoolAdministration } from './backends/pool-administration.ts';
import { CookieEnds } from './cookies/cookie-ends.ts';
import { CookieKeys, type KeyFile, keysInMemory } from './cookies/cookie-keys.ts';
import { HttpSessions } from './cookies/http-sessions.ts';
import { IssuedCookies } from './cookies/issued-cookies.ts';
import { LearnedSessions } from './cookies/learned-sessions.ts';
import { CookieFences } from './core/cookie-fences.ts';
import { defaultPool, defaultPoolSettings, type InstantMs } from './core/model.ts';
import type { Clock, Store } from './core/ports.ts';
import { Registry } from './core/registry.ts';
import { Router } from './core/router.ts';
import { SessionTable } from './core/session-table.ts';
import { DrainMover } from './drains/drain-mover.ts';
import { DrainPreviews } from './drains/drain-preview.ts';
import { DrainProgresses } from './drains/drain-progress.ts';
import { Drains } from './drains/drains.ts';
import { CountedRouting } from './routing/counted-routing.ts';
import { Evictor } from './routing/evictor.ts';
import { Holds } from './routing/holds.ts';
import { Outcomes } from './routing/outcomes.ts';
import { RoutingService } from './routing/routing.ts';
import { sessionIdSource } from './routing/session-ids.ts';
import { endsPerCommit, Settlement } from './routing/settlement.ts';
import { Violations } from './routing/violations.ts';
import { SessionChanges } from './sessions/session-changes.ts';
import { SessionPresence } from './sessions/session-presence.ts';
import { Sessions } from './sessions/sessions.ts';
import { Backups } from './upkeep/backups.ts';
import { JournalFeed } from './upkeep/journal-feed.ts';
import { type Loser, loadCore } from './upkeep/loading.ts';
import { Sweeper } from './upkeep/sweeper.ts';

export interface EngineOptions<C extends Clock> {
  /** The most sessions it will hold. */
  readonly sessionLimit: number;
  readonly sweepSliceSlots: number;
  /** Of what policies leave to chance: by default another one in each run. */
  readonly seed?: number;
  /** By default the keys of cookies go with the process. */
  readonly cookieKeyFile?: KeyFile;
  /** Makes the lease clock, given where it stood when the store was last written. */
  readonly clockFrom: (leaseMs: InstantMs) => C;
}

/** lbd without its faces: the core on a store, loaded and ready to answer. */
export type Engine<C extends Clock = Clock> = Awaited<ReturnType<typeof startEngine<C>>>;

/** @throws what the store throws when it can't be read or written */
export async function startEngine<C extends Clock>(store: Store, options: EngineOptions<C>) {
  const registry = new Registry(options.seed ?? randomInt(2 ** 32));
  const table = new SessionTable();
  const fences = new CookieFences();
  const {
    dataset,
    clock,
    sessions: loadedSessions,
    losers,
  } = loadCore(store, registry, table, fences, options.clockFrom);
  await store.start(clock);
  if (registry.findPool(defaultPool) === undefined) {
    const pool = { name: defaultPool, settings: defaultPoolSettings, version: 1, createdAtMs: clock.wallNow() };
    await store.control({ pools: [pool], events: [] });
    registry.putPool(pool);
  }
  await drop(losers, store, registry, clock);

  const keySecret = sessionKeySecret(dataset.rootSecret);
  const router = new Router(table, registry, options.sessionLimit, fences);
  const holds = new Holds(clock);
  const settlement = new Settlement(router, store, clock, holds);
  const turn = inTurn();
  const violations = new Violations(clock);
  const evictor = new Evictor(router, settlement);
  const changes = new BackendChanges({ registry, store, clock, holds, inTurn: turn });
  const sessions = new Sessions({ router, store, settlement, clock, keySecret });
  const verdicts = new HealthVerdicts(changes);
  const newSessionId = sessionIdSource();
  const routing = new CountedRouting(
    new RoutingService({ router, settlement, clock, holds, evictor, violations, keySecret, newSessionId }),
  );
  const cookieKeys = new CookieKeys(options.cookieKeyFile ?? keysInMemory(), registry, store, clock);
  const cookies = new IssuedCookies({ router, keys: cookieKeys, clock, keySecret });
  const learned = new LearnedSessions({ router, routing, clock, keySecret, newSessionId });
  return {
    store,
    clock,
    registry,
    table,
    router,
    settlement,
    rootSecret: dataset.rootSecret,
    loadedSessions,
    /** Rows that lost to another of the same key at the load. */
    droppedSessions: losers.length,
    holds,
    changes,
    violations,
    verdicts,
    routing,
    presence: new SessionPresence(router, clock, keySecret),
    cookieKeys,
    cookieEnds: new CookieEnds(router, store, clock),
    cookies,
    httpAffinity: new HttpSessions({ registry, routing, cookies, learned }),
    outcomes: new Outcomes({ router, verdicts, violations, clock, keySecret }),
    pools: new PoolAdministration(registry, store, clock, turn, holds),
    backends: new BackendAdministration(changes),
    drains: new Drains(changes, sessions),
    drainPreviews: new DrainPreviews(router, clock),
    drainProgresses: new DrainProgresses(router, store, clock),
    mover: new DrainMover(router, settlement, clock),
    sessions,
    sessionChanges: new SessionChanges({ router, settlement, clock, keySecret }),
    journal: new JournalFeed(store),
    backups: new Backups(store, clock),
    sweeper: new Sweeper(router, settlement, clock, options.sweepSliceSlots),
  };
}

/** Their slots are free in the table already: the rows must be gone before anybody claims one. */
async function drop(losers: readonly Loser[], store: Store, registry: Registry, clock: Clock): Promise<void> {
  const atMs = clock.wallNow();
  for (let from = 0; from < losers.length; from += endsPerCommit) {
    const endings = losers.slice(from, from + endsPerCommit).map((loser) => {
      const home = registry.memberNo(loser.backendNo)?.row;
      const where = { pool: home?.pool ?? '', backendId: home?.id ?? '' };
      return {
        ...loser,
        event: { kind: 'ended', atMs, ...where, key: loser.key, who: 'lbd', reason: 'duplicate' } as const,
      };
    });
    await store.end(endings);
  }
}

// 128 bits as 22 characters: with a short id, the hash of a session key needs one block only.
function sessionKeySecret(rootSecret: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', rootSecret, '', 'lbd session key', 16)).toString('base64url');
}
