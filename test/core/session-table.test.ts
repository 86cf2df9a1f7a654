import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SessionKey, SessionRow } from '../../daemon/core/model.ts';
import { isLaterSerial, SessionTable } from '../../daemon/core/session-table.ts';

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
// Few home positions and few marks: chains, wraps and false marks happen all the time.
const crowdedKey = fc.record({
  k0: fc.constantFrom(0, 1, 1023, 1022, 2047, -1),
  k1: fc.constantFrom(0, -1, 0x7f000000),
  k2: fc.integer({ min: 0, max: 60 }),
  k3: fc.constant(7),
});
const anyKey = fc.record({ k0: word, k1: word, k2: word, k3: word });

const textOf = ({ k0, k1, k2, k3 }: SessionKey) => `${k0}/${k1}/${k2}/${k3}`;

function row(slot: number, key: SessionKey, serial: number, change: Partial<SessionRow> = {}): SessionRow {
  return {
    slot,
    serial,
    key,
    backendNo: 3,
    incarnation: 2,
    generation: 1,
    createdAtMs: 1_760_000_000_123,
    lastActiveMs: 1_760_000_000_456,
    idleTimeoutMs: 0,
    reason: 'new',
    ...change,
  };
}

/** Puts and removes keys in a table and in a Map, and compares them after every step. */
function agreesWithAMap(keys: readonly SessionKey[]): void {
  const table = new SessionTable();
  const model = new Map<string, SessionRow>();
  for (const key of keys) {
    const known = model.get(textOf(key));
    if (known === undefined) {
      const entry = row(table.reserve(), key, table.nextSerial());
      table.put(entry);
      model.set(textOf(key), entry);
    } else {
      table.remove(known.slot);
      model.delete(textOf(key));
    }
    expect(table.find(key)).toBe(model.get(textOf(key))?.slot ?? -1);
  }
  expect(table.size).toBe(model.size);
  for (const { key, slot, serial } of model.values()) {
    expect(table.find(key)).toBe(slot);
    expect(table.records.serial(slot)).toBe(serial);
  }
}

describe('the session table', () => {
  test('finds what a Map finds, whatever is put and removed, in crowded and in wide key spaces', () => {
    fc.assert(fc.property(fc.array(crowdedKey, { maxLength: 400 }), agreesWithAMap));
    fc.assert(fc.property(fc.array(anyKey, { maxLength: 200 }), agreesWithAMap));
  });

  test('keeps every session at its slot while the index grows, and removes them while it grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 6_000 }), fc.infiniteStream(fc.nat(9)), (count, dice) => {
        const table = new SessionTable();
        const slots = new Map<number, number>();
        for (let i = 0; i < count; i += 1) {
          const key = { k0: Math.imul(i, 0x9e3779b1), k1: i << 20, k2: i, k3: 0 };
          table.put(row(table.reserve(), key, i));
          slots.set(i, table.find(key));
          if (dice.next().value! < 4) {
            const [victim] = slots.keys();
            table.remove(slots.get(victim!)!);
            slots.delete(victim!);
          }
        }
        expect(table.size).toBe(slots.size);
        for (const [i, slot] of slots) {
          expect(table.find({ k0: Math.imul(i, 0x9e3779b1), k1: i << 20, k2: i, k3: 0 })).toBe(slot);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('gives back every field of a session as it was put', () => {
    const times = fc.integer({ min: 0, max: 2 ** 43 - 1 });
    fc.assert(
      fc.property(anyKey, times, times, fc.nat(2 ** 31 - 1), fc.nat(2 ** 31 - 1), (key, created, active, a, b) => {
        const table = new SessionTable();
        const slot = table.reserve();
        table.put(
          row(slot, key, a, {
            createdAtMs: created,
            lastActiveMs: active,
            incarnation: a,
            generation: b,
            backendNo: b,
          }),
        );
        const { records } = table;
        expect(records.key(slot)).toEqual(key);
        expect([records.createdAtMs(slot), records.lastActiveMs(slot)]).toEqual([created, active]);
        expect([records.incarnation(slot), records.generation(slot), records.backendNo(slot)]).toEqual([a, b, b]);
        records.setLastActive(slot, created);
        records.setCreatedAt(slot, active);
        expect([records.createdAtMs(slot), records.lastActiveMs(slot)]).toEqual([active, created]);
        expect(records.reasonCode(slot)).toBe(1);
      }),
    );
  });

  test('takes at most 64 bytes a session at a million, and uses a freed slot again', () => {
    const table = new SessionTable();
    for (let i = 0; i < 1_000_000; i += 1) {
      table.put(row(table.reserve(), { k0: Math.imul(i, 0x9e3779b1), k1: i, k2: 0, k3: 0 }, i));
    }
    expect(table.byteLength / table.size).toBeLessThanOrEqual(64);
    table.remove(77);
    expect(table.reserve()).toBe(77);
  });

  test('after a load with gaps, gives the gaps to new sessions before it grows', () => {
    const table = new SessionTable();
    table.expect(2);
    table.load(row(5, { k0: 1, k1: 0, k2: 0, k3: 0 }, 1), 0);
    table.load(row(2, { k0: 2, k1: 0, k2: 0, k3: 0 }, 2), 0);
    table.loaded();
    expect(Array.from({ length: 5 }, () => table.reserve())).toEqual([0, 1, 3, 4, 6]);
    expect(table.nextSerial()).toBe(3);
  });

  test('keeps an own idle timeout only while its session lives, and never a longer one than the pool has', () => {
    const table = new SessionTable();
    const slot = table.reserve();
    table.put(row(slot, { k0: 1, k1: 0, k2: 0, k3: 0 }, 1, { idleTimeoutMs: 2_000 }));
    expect(table.idleTimeoutMs(slot, 60_000)).toBe(2_000);
    expect(table.idleTimeoutMs(slot, 1_000)).toBe(1_000);
    table.remove(slot);
    table.put(row(table.reserve(), { k0: 2, k1: 0, k2: 0, k3: 0 }, 2));
    expect(table.idleTimeoutMs(slot, 60_000)).toBe(60_000);
  });
});

describe('serials', () => {
  test('go round after 2^32, and the later one is still the later one', () => {
    expect(isLaterSerial(2, 1)).toBe(true);
    expect(isLaterSerial(1, 2)).toBe(false);
    expect(isLaterSerial(0, 2 ** 32 - 1)).toBe(true);
    expect(isLaterSerial(2 ** 32 - 1, 0)).toBe(false);
  });
});
