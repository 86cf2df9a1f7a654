import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LbError } from '../../daemon/core/errors.ts';
import { type DrainPlan, defaultProbe } from '../../daemon/core/model.ts';
import type { Store } from '../../daemon/core/ports.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { cookieContract } from './contract-cookies.ts';
import { journalContract } from './contract-journal.ts';
import { labelContract } from './contract-labels.ts';
import { aBackend, aClaim, anEnding, aPool, keyOf, load, type StoreAtHand, started } from './rows.ts';

/** One dataset, and a way to look at its journal past the store. */
export interface Dataset {
  /** The dataset's store: the one before is closed by then. */
  open(): Store;
  /** Committed journal rows, in order. */
  journal(): { sequence: number; kind: string; session: string | null }[];
  remove(): void;
}

/** What every store promises, whatever it is made of. */
export function storeContract(name: string, makeDataset: () => Dataset): void {
  let dataset: Dataset;
  let store: Store;

  beforeEach(async () => {
    dataset = makeDataset();
    store = await started(dataset.open());
  });
  afterEach(async () => {
    await store.close();
    dataset.remove();
  });

  async function reloaded() {
    await store.close();
    store = dataset.open();
    return load(store);
  }

  const atHand: StoreAtHand = {
    get store() {
      return store;
    },
    reloaded,
    async restarted() {
      const { dataset: kept } = await reloaded();
      await store.start(new ManualClock(kept.leaseMs));
    },
  };
  labelContract(name, atHand);
  cookieContract(name, atHand);
  journalContract(name, atHand);

  const told = () =>
    dataset.journal().map(({ sequence, kind, session }) => `${sequence} ${kind} ${session ?? ''}`.trim());

  describe(`the ${name} store`, () => {
    test('answers a claim with its holder, and gives the session back at the next start', async () => {
      const claim = aClaim(7, {
        serial: 3,
        backendNo: 2,
        incarnation: 4,
        generation: 5,
        reason: 'operator',
        idleTimeoutMs: 60_000,
        marks: 5,
      });

      expect(await store.claim(claim)).toEqual({ backendNo: 2, incarnation: 4, generation: 5 });

      const { sessions } = await reloaded();
      const stay = { backendNo: 2, incarnation: 4, generation: 5, idleTimeoutMs: 60_000, reasonCode: 9, marks: 5 };
      expect(sessions).toEqual([
        { slot: 7, serial: 3, ...keyOf(7), ...stay, createdAtMs: 11_000, lastActiveMs: 1_000 },
      ]);
    });

    test('keeps numbers at their bounds, and ids of every script', async () => {
      const key = { k0: -(2 ** 31), k1: 2 ** 31 - 1, k2: 0, k3: -1 };
      const sessionId = `${'é'.repeat(20)}🦊${'x'.repeat(200)}`;
      const bounds = { slot: 2 ** 24 - 1, serial: 2 ** 32 - 1, backendNo: 2 ** 31 - 1, generation: 2 ** 31 - 1 };
      const lease = { idleTimeoutMs: 400 * 86_400_000, lastActiveMs: 4_000_000_000_123 };

      await store.claim(aClaim(bounds.slot, { ...bounds, ...lease, key, sessionId }));

      const [ref] = [{ slot: bounds.slot, serial: bounds.serial }];
      expect(await store.sessionIds([ref])).toEqual([sessionId]);
      expect((await reloaded()).sessions).toMatchObject([{ ...bounds, ...lease, ...key }]);
    });

    test('is not done before it says so', async () => {
      const claimed = store.claim(aClaim(0));
      expect([store.sequence(), store.health().queued]).toEqual([0, 1]);
      await claimed;
      expect(store.sequence()).toBe(1);
      expect(store.health()).toMatchObject({
        writable: true,
        error: '',
        queued: 0,
        commits: { changes: 1, failed: 0 },
      });
    });

    test('writes a move over its session', async () => {
      await store.claim(aClaim(0));
      await store.claim(aClaim(0, { generation: 2, backendNo: 9, reason: 'backend-drained', kind: 'moved' }));
      expect(told()).toEqual(['1 assigned session-0', '2 moved session-0']);
      expect((await reloaded()).sessions).toMatchObject([{ slot: 0, generation: 2, backendNo: 9 }]);
    });

    test('applies claims and ends in the order of the calls', async () => {
      await Promise.all([
        store.claim(aClaim(0)),
        store.end([anEnding(0)]),
        store.claim(aClaim(0, { serial: 2, sessionId: 'next' })),
        store.claim(aClaim(1)),
        store.end([anEnding(1)]),
      ]);
      expect(told()).toEqual([
        '1 assigned session-0',
        '2 ended session-0',
        '3 assigned next',
        '4 assigned session-1',
        '5 ended session-1',
      ]);
      expect((await reloaded()).sessions).toMatchObject([{ slot: 0, serial: 2 }]);
    });

    test('ends nobody but the tenant that is meant, and tells of no end that was none', async () => {
      await store.claim(aClaim(0, { serial: 2 }));
      await store.end([anEnding(0, 1), anEnding(5)]);
      expect(told()).toEqual(['1 assigned session-0']);
      const { sessions, dataset: after } = await reloaded();
      expect(sessions).toMatchObject([{ slot: 0, serial: 2 }]);
      expect(after.sequence).toBe(3); // the two numbers are gone all the same
    });

    test('ends many at once', async () => {
      const slots = Array.from({ length: 1024 }, (_, slot) => slot);
      await Promise.all(slots.map((slot) => store.claim(aClaim(slot))));
      await store.end(slots.slice(1).map((slot) => anEnding(slot)));
      expect((await reloaded()).sessions.map(({ slot }) => slot)).toEqual([0]);
    });

    test('writes a later last-active time, for the tenant that is meant only, and never an earlier one', async () => {
      for (const slot of [0, 1, 2]) await store.claim(aClaim(slot, { serial: 2 }));
      await store.touch([
        { slot: 0, serial: 2, lastActiveMs: 7_000, marks: 0 },
        { slot: 1, serial: 1, lastActiveMs: 7_000, marks: 0 },
        { slot: 2, serial: 2, lastActiveMs: 500, marks: 0 },
        { slot: 3, serial: 2, lastActiveMs: 7_000, marks: 0 },
      ]);
      expect((await reloaded()).sessions.map(({ lastActiveMs }) => lastActiveMs)).toEqual([7_000, 1_000, 1_000]);
    });

    test('writes the marks of the moment with it', async () => {
      for (const slot of [0, 1, 2, 3]) await store.claim(aClaim(slot, { serial: 2, marks: 4 }));
      await store.touch([
        { slot: 0, serial: 2, lastActiveMs: 7_000, marks: 1 },
        { slot: 1, serial: 1, lastActiveMs: 7_000, marks: 1 },
        { slot: 2, serial: 2, lastActiveMs: 1_000, marks: 1 },
      ]);
      // Of the claim's own millisecond: that the session came back is known, the rest the claim knows better.
      expect((await reloaded()).sessions.map(({ marks }) => marks)).toEqual([1, 4, 5, 4]);
    });

    test('lets no touch that waited undo what a claim before it marked', async () => {
      await store.claim(aClaim(0, { lastActiveMs: 1_000 }));
      await Promise.all([
        store.touch([{ slot: 0, serial: 1, lastActiveMs: 1_500, marks: 1 }]),
        store.claim(aClaim(0, { lastActiveMs: 1_500, marks: 1 | 2 | 4, kind: 'pinned' })),
      ]);
      expect((await reloaded()).sessions).toMatchObject([{ lastActiveMs: 1_500, marks: 1 | 2 | 4 }]);
    });

    test('keeps the id where a move does not tell it', async () => {
      await store.claim(aClaim(0));
      await store.claim(aClaim(1, { sessionId: null }));
      for (const slot of [0, 1, 2]) await store.claim(aClaim(slot, { sessionId: undefined, generation: 2, marks: 4 }));
      await store.claim(aClaim(3));
      await store.claim(aClaim(3, { sessionId: undefined, key: keyOf(33), serial: 2 })); // somebody else
      const refs = [0, 1, 2].map((slot) => ({ slot, serial: 1 }));
      expect(await store.sessionIds([...refs, { slot: 3, serial: 2 }])).toEqual(['session-0', null, null, null]);
      expect((await reloaded()).sessions.map(({ generation, marks }) => [generation, marks])).toEqual([
        [2, 4],
        [2, 4],
        [2, 4],
        [1, 0],
      ]);
    });

    test('lets a control change go before the claims that wait, and touches after them', async () => {
      await Promise.all([
        store.touch([{ slot: 0, serial: 1, lastActiveMs: 7_000, marks: 0 }]),
        store.claim(aClaim(0)),
        store.control({ events: [{ kind: 'broken', atMs: 1, pool: 'default', backendId: 'web-1', who: 'lbd' }] }),
      ]);
      expect(told()).toEqual(['1 broken', '2 assigned session-0']);
      expect((await reloaded()).sessions).toMatchObject([{ slot: 0, lastActiveMs: 7_000 }]);
    });

    test('takes more touches in one call than it writes at a time', async () => {
      await Promise.all(Array.from({ length: 600 }, (_, slot) => store.claim(aClaim(slot))));
      await store.touch(
        Array.from({ length: 600 }, (_, slot) => ({ slot, serial: 1, lastActiveMs: 3_000 + slot, marks: 0 })),
      );
      expect((await reloaded()).sessions.map(({ lastActiveMs }) => lastActiveMs - 3_000)).toEqual(
        Array.from({ length: 600 }, (_, slot) => slot),
      );
    });

    test('gives pools and backends back as they were last written, tombstones and all', async () => {
      const pool = aPool('default', { version: 4 });
      const labels = { rack: 'b"1', größe: 'xl' };
      const probe = { ...defaultProbe, kind: 'http', path: '/up', bodyContains: '"ok"' } as const;
      const settings = { address: '[::1]:80', weight: 1000, zone: 'z', labels, maxSessions: 7, probe };
      const drain: DrainPlan = {
        mode: 'let-finish',
        atDeadline: 'expire',
        startedAtMs: 1_700_000_000_001,
        deadlineMs: null,
        idleDeadlineMs: 5_000,
        to: 'web-1',
        rate: 2.5,
        held: 12,
        reason: 'kernel "6.1"',
      };
      const seen = {
        health: 'unhealthy',
        healthReason: 'connection refused',
        healthSinceMs: 4_000_000_000_000,
        instance: 'pid 7',
        drain,
      } as const;
      const backend = aBackend(2, { settings, admin: 'draining', ...seen, incarnation: 3, keptFrom: 2 });
      const tombstone = aBackend(1, { removed: true, brokenBecause: 'backend-removed' });
      const event = { atMs: 9, pool: 'default', who: 'ada', backendId: 'web-2' };

      await store.control({ pools: [aPool('default')], backends: [aBackend(1), aBackend(2)], events: [] });
      await store.control({ pools: [pool], backends: [backend, tombstone], events: [{ ...event, kind: 'draining' }] });
      await store.claim(aClaim(0));

      expect(told()).toEqual(['2 draining', '3 assigned session-0']);
      const after = await reloaded();
      expect([after.pools, after.backends]).toEqual([[pool], [tombstone, backend]]);
      expect(after.calls).toEqual(['pool 1', 'backend 1', 'backend 2', 'expect 1', 'session 1']);
    });

    test('forgets a backend and a pool, and takes the id again under another number', async () => {
      await store.control({ pools: [aPool('a'), aPool('b')], backends: [aBackend(1), aBackend(2)], events: [] });
      await store.control({
        forgottenBackends: [1],
        backends: [aBackend(3, { id: 'web-1' })],
        deletedPools: ['a'],
        events: [],
      });
      const { pools, backends } = await reloaded();
      expect([pools.map((pool) => pool.name), backends.map(({ no, id }) => [no, id])]).toEqual([
        ['b'],
        [
          [2, 'web-2'],
          [3, 'web-1'],
        ],
      ]);
    });

    test('reads ids by slot and tenant, and none where they are sealed', async () => {
      await store.claim(aClaim(0));
      await store.claim(aClaim(1, { sessionId: null }));
      const refs = [0, 1, 2].map((slot) => ({ slot, serial: 1 }));
      expect(await store.sessionIds([...refs, { slot: 0, serial: 2 }])).toEqual(['session-0', null, null, null]);
      expect(await store.sessionIds([])).toEqual([]);
    });

    test('keeps its secret and its numbers from one start to the next', async () => {
      await store.control({ events: [] });
      await store.claim(aClaim(0));
      const first = (await reloaded()).dataset;
      const again = (await reloaded()).dataset;
      expect(first.rootSecret).toHaveLength(32);
      expect(again.rootSecret).toEqual(first.rootSecret);
      expect(again.sequence).toBe(2);
      await store.start(new ManualClock(again.leaseMs));
      await store.claim(aClaim(1));
      expect(store.sequence()).toBe(3);
    });

    test('lets the lease clock go on where it stood, and never behind a time that a session was seen', async () => {
      const { leaseMs } = (await reloaded()).dataset;
      const clock = new ManualClock(leaseMs);
      await store.start(clock);
      clock.advance(60_000);
      await store.claim(aClaim(0, { lastActiveMs: clock.now() }));
      expect((await reloaded()).dataset.leaseMs).toBe(leaseMs + 60_000);
      await store.start(clock);
      await store.touch([{ slot: 0, serial: 1, lastActiveMs: leaseMs + 99_000, marks: 0 }]);
      expect((await reloaded()).dataset.leaseMs).toBe(leaseMs + 99_000);
    });

    test('writes what is queued when it is closed, and takes nothing after that', async () => {
      const claims = Promise.all([store.claim(aClaim(0)), store.claim(aClaim(1))]);
      await store.close();
      await claims;
      const late = [store.claim(aClaim(2)), store.end([anEnding(0)]), store.touch([]), store.control({ events: [] })];
      const answers = await Promise.allSettled(late.filter((_, i) => i !== 2));
      expect(answers.map((answer) => (answer as PromiseRejectedResult).reason.kind)).toEqual(
        Array(3).fill('shutting-down'),
      );
      await late[2]?.catch((error: unknown) => expect(error).toBeInstanceOf(LbError));
      await store.close();
      expect((await reloaded()).sessions).toHaveLength(2);
    });
  });
}
