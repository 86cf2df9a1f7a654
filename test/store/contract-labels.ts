import { describe, expect, test } from 'vitest';
import type { Labels } from '../../daemon/core/model.ts';
import { aClaim, anEnding, type StoreAtHand } from './rows.ts';

/** What every store promises of labels. */
export function labelContract(name: string, at: StoreAtHand): void {
  const labelsOf = async (slot: number, serial = 1): Promise<Labels | undefined> =>
    (await at.store.labels([{ slot, serial }]))[0];
  const slotsWith = async (label: string, value?: string, from = 0, end = 2 ** 24) => [
    ...(await at.store.labelled(label, value, from, end)),
  ];

  describe(`labels in the ${name} store`, () => {
    test('are merged claim by claim, and an empty value takes one away', async () => {
      await at.store.claim(aClaim(0, { labels: { user: 'ada', plan: 'free' } }));
      await at.store.claim(aClaim(0, { labels: { plan: 'pro', region: 'eu' } }));
      expect(await labelsOf(0)).toEqual({ user: 'ada', plan: 'pro', region: 'eu' });
      expect(await slotsWith('plan', 'free')).toEqual([]);

      await at.store.claim(aClaim(0, { generation: 2, kind: 'moved' }));
      await at.store.claim(aClaim(0, { labels: { region: '', unknown: '' } }));
      expect(await labelsOf(0)).toEqual({ user: 'ada', plan: 'pro' });
      expect(await slotsWith('region')).toEqual([]);

      await at.reloaded();
      expect(await labelsOf(0)).toEqual({ user: 'ada', plan: 'pro' });
    });

    test('may have any name and any text', async () => {
      const labels = Object.fromEntries([
        ['__proto__', 'x'],
        ['größe', '🦊'],
        ['constructor', "'; --"],
      ]);
      await at.store.claim(aClaim(0, { labels }));
      expect(Object.entries((await labelsOf(0))!).sort()).toEqual(Object.entries(labels).sort());
      expect(await slotsWith('toString')).toEqual([]);
    });

    test('belong to the tenant, not to the slot', async () => {
      await at.store.claim(aClaim(0, { labels: { user: 'ada' } }));
      await at.store.claim(aClaim(0, { serial: 2, labels: { plan: 'free' } }));
      expect([await labelsOf(0, 1), await labelsOf(0, 2)]).toEqual([{}, { plan: 'free' }]);
      expect(await slotsWith('user')).toEqual([]);
      await at.store.claim(aClaim(0, { serial: 3 }));
      expect([await labelsOf(0, 3), await slotsWith('plan')]).toEqual([{}, []]);
    });

    test('go when their session ends, and stay when an end hits nobody', async () => {
      for (const slot of [0, 1]) await at.store.claim(aClaim(slot, { labels: { user: 'ada' } }));
      await at.store.end([anEnding(0, 9), anEnding(1)]);
      expect(await slotsWith('user', 'ada')).toEqual([0]);
      await at.store.claim(aClaim(1, { serial: 1 })); // a slot that comes back brings nothing with it
      expect(await labelsOf(1)).toEqual({});
    });

    test('go with a session of an earlier run as well', async () => {
      for (const slot of [0, 1, 2]) await at.store.claim(aClaim(slot, { labels: { user: 'ada' } }));
      await at.restarted();
      await at.store.end([anEnding(0)]);
      await at.store.claim(aClaim(1, { serial: 2 }));
      await at.store.claim(aClaim(2, { labels: { user: 'bob' } }));
      expect([await slotsWith('user', 'ada'), await slotsWith('user')]).toEqual([[], [2]]);
    });

    test('find their sessions by name, or by name and value, in the order of slots and within bounds', async () => {
      const users = ['c', 'a', 'b', 'a', 'c', 'a'];
      await Promise.all(users.map((user, slot) => at.store.claim(aClaim(slot, { labels: { user } }))));
      await at.store.claim(aClaim(9, { labels: { other: 'a' } }));
      expect(await slotsWith('user')).toEqual([0, 1, 2, 3, 4, 5]);
      expect(await slotsWith('user', undefined, 1, 4)).toEqual([1, 2, 3]);
      expect(await slotsWith('user', 'a')).toEqual([1, 3, 5]);
      expect(await slotsWith('user', 'a', 2, 5)).toEqual([3]);
      expect(await at.store.labelled('user', 'nobody', 0, 100)).toEqual(new Uint32Array());
    });

    test('are read for many at once, in the order asked', async () => {
      await at.store.claim(aClaim(0, { labels: { user: 'ada' } }));
      await at.store.claim(aClaim(2, { labels: { user: 'bob' } }));
      const refs = [2, 1, 0].map((slot) => ({ slot, serial: 1 }));
      expect(await at.store.labels(refs)).toEqual([{ user: 'bob' }, {}, { user: 'ada' }]);
    });
  });
}
