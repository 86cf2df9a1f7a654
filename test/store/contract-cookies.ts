import { describe, expect, test } from 'vitest';
import { aClaim, anEnding, type StoreAtHand } from './rows.ts';

/** What every store promises of cookies that come too late. */
export function cookieContract(name: string, at: StoreAtHand): void {
  const key = ({ key: { k0, k1, k2, k3 } }: ReturnType<typeof anEnding>) => [k0, k1, k2, k3];

  describe(`ends in the ${name} store`, () => {
    test('are remembered where a cookie may be about, until they are to be forgotten', async () => {
      for (const slot of [0, 1]) await at.store.claim(aClaim(slot));
      const ending = { ...anEnding(0), remembered: true };
      await at.store.end([ending, anEnding(1)]);
      expect((await at.reloaded()).ended).toEqual([[...key(ending), ending.event.atMs]]);

      await at.restarted();
      await at.store.control({ forgetEndsBeforeMs: ending.event.atMs, events: [] });
      expect((await at.reloaded()).ended).toHaveLength(1);
      await at.restarted();
      await at.store.control({ forgetEndsBeforeMs: ending.event.atMs + 1, events: [] });
      expect((await at.reloaded()).ended).toEqual([]);
    });

    test('of sessions without a row are remembered as well', async () => {
      const { key: ended } = anEnding(5);
      await at.store.control({ endedSessions: [{ key: ended, atMs: 7.5 }], events: [] });
      expect((await at.reloaded()).ended.map((each) => each.map(Math.trunc))).toEqual([[...key(anEnding(5)), 7]]);
    });

    test('of many at once are one fence of their pool or backend, the latest', async () => {
      const fence = { pool: 'default', backendId: '', notBeforeMs: 1 };
      await at.store.control({ cookieFences: [fence, { ...fence, backendId: 'api-1' }], events: [] });
      await at.store.control({ cookieFences: [{ ...fence, notBeforeMs: 2 }], events: [] });
      expect([...(await at.reloaded()).fences].sort((a, b) => b.notBeforeMs - a.notBeforeMs)).toEqual([
        { ...fence, notBeforeMs: 2 },
        { ...fence, backendId: 'api-1' },
      ]);
    });
  });
}
