import { beforeEach, describe, expect, test } from 'vitest';
import type { JournalLine, JournalQuery } from '../../daemon/core/ports.ts';
import { aClaim, anEnding, keyOf, type StoreAtHand } from './rows.ts';

const anything: JournalQuery = { afterSequence: 0, limit: 1_000, tail: false };

/** What every store promises of its journal. */
export function journalContract(name: string, at: StoreAtHand): void {
  const ask = (query: Partial<JournalQuery> = {}) => at.store.events({ ...anything, ...query });
  const numbers = async (query: Partial<JournalQuery>) => (await ask(query)).lines.map(({ sequence }) => sequence);

  describe(`the journal of the ${name} store`, () => {
    test('tells each line when it is committed, in order, before the change is done', async () => {
      const heard: string[] = [];
      at.store.onCommitted((lines) => {
        expect(lines.length).toBeGreaterThan(0);
        expect(lines.at(-1)!.sequence).toBeLessThanOrEqual(at.store.sequence());
        for (const { sequence, kind, session } of lines) heard.push(`${sequence} ${kind} ${session ?? '-'}`);
      });
      const done = (what: string) => () => heard.push(what);
      const event = { kind: 'broken', atMs: 1, pool: 'default', backendId: 'web-1', who: 'lbd' } as const;
      await Promise.all([
        at.store.claim(aClaim(0)).then(done('claim done')),
        at.store.claim(aClaim(1)),
        at.store.end([anEnding(1)]).then(done('end done')),
        at.store.control({ events: [event, { ...event, kind: 'drained' }] }).then(done('control done')),
      ]);
      expect(heard.slice(0, 5)).toEqual([
        '1 broken -',
        '2 drained -',
        '3 assigned session-0',
        '4 assigned session-1',
        '5 ended session-1',
      ]);
      expect(heard.slice(5).sort()).toEqual(['claim done', 'control done', 'end done']);
    });

    test('tells what it keeps: every line once, whatever comes together', async () => {
      const heard: JournalLine[] = [];
      at.store.onCommitted((lines) => heard.push(...lines));
      const changes: Promise<unknown>[] = [];
      for (let slot = 0; slot < 40; slot++) {
        changes.push(at.store.claim(aClaim(slot, { sessionId: slot % 3 === 0 ? null : `id-${slot}` })));
        if (slot % 4 === 1) changes.push(at.store.claim(aClaim(slot - 1, { sessionId: undefined, kind: 'moved' })));
        if (slot % 5 === 2) changes.push(at.store.end([anEnding(slot, 7), anEnding(slot - 1), anEnding(slot - 2, 9)]));
        if (slot % 7 === 3) changes.push(at.store.control({ events: [] }));
        if (slot % 10 === 9) await Promise.all(changes);
      }
      await Promise.all(changes);
      const { lines, more } = await ask();
      expect(heard).toEqual(lines);
      expect(more).toBe(false);
      expect(lines.length).toBeLessThan(at.store.sequence()); // silent changes and ends of nobody took numbers
      expect(lines.every(({ sequence }, i) => i === 0 || sequence > lines[i - 1]!.sequence)).toBe(true);
    });

    test('gives a line back as it was told', async () => {
      const { event } = aClaim(3, { kind: 'pinned', generation: 4, reason: 'operator' });
      const line = { ...event, atMs: 1_760_000_000_123, detail: 'by "ada"', who: 'ada' };
      await at.store.control({ events: [line] });
      expect((await ask()).lines).toEqual([{ ...line, sequence: 1 }]);
    });

    test('takes the id of a session from its row where nobody tells it, and none where it is sealed', async () => {
      await at.store.claim(aClaim(0));
      await at.store.claim(aClaim(1, { sessionId: null }));
      await at.store.claim(aClaim(0, { sessionId: undefined, kind: 'moved', generation: 2 }));
      await at.store.claim(aClaim(1, { sessionId: undefined, kind: 'moved', generation: 2 }));
      await at.store.end([anEnding(0, 1, 'expired'), anEnding(1, 1, 'expired')]);
      expect((await ask({ afterSequence: 2 })).lines.map(({ kind, session }) => [kind, session])).toEqual([
        ['moved', 'session-0'],
        ['moved', undefined],
        ['expired', 'session-0'],
        ['expired', undefined],
      ]);
    });

    test('goes on counting after a restart, and gives no number twice', async () => {
      await at.store.claim(aClaim(0));
      await at.store.control({ events: [] });
      await at.store.end([anEnding(5)]);
      await at.restarted();
      await at.store.claim(aClaim(1));
      expect(await numbers({})).toEqual([1, 4]);
    });

    test('is empty at first', async () => {
      expect(await ask()).toEqual({ lines: [], more: false, oldestSequence: 0 });
      expect(await ask({ tail: true })).toEqual({ lines: [], more: false, oldestSequence: 0 });
    });

    describe('asked for', () => {
      // 1 assigned 0, 2 assigned 1, 3 moved 0, 4 expired 1, 5 a pool's, 6 assigned 0 in another pool
      beforeEach(async () => {
        await at.store.claim(aClaim(0, { atMs: 100 }));
        await at.store.claim(aClaim(1, { atMs: 200 }));
        await at.store.claim(aClaim(0, { atMs: 300, kind: 'moved', backendId: 'web-2' }));
        await at.store.end([anEnding(1, 1, 'expired')]);
        const event = { kind: 'pool-updated', atMs: 6_100, pool: 'blue', backendId: '', who: 'ada' } as const;
        await at.store.control({ events: [event] });
        await at.store.claim(aClaim(0, { atMs: 6_200, pool: 'blue' }));
      });

      test.each<[string, Partial<JournalQuery>, number[]]>([
        ['lines after a number', { afterSequence: 4 }, [5, 6]],
        ['lines after the newest', { afterSequence: 6 }, []],
        ['a time', { sinceMs: 200, untilMs: 6_100 }, [2, 3, 4]],
        ['a pool', { pool: 'blue' }, [5, 6]],
        ['a backend', { backendId: 'web-2' }, [3]],
        ['a session', { key: keyOf(0) }, [1, 3, 6]],
        ['a session, the newest', { key: keyOf(0), tail: true, limit: 2 }, [3, 6]],
        ['a session, the oldest', { key: keyOf(0), limit: 2 }, [1, 3]],
        ['a session and a kind that is kept long', { key: keyOf(0), kinds: ['moved', 'ended'] }, [3]],
        ['a session and a kind that is kept for a day', { key: keyOf(1), kinds: ['expired'] }, [4]],
        ['a session in a pool', { key: keyOf(0), pool: 'blue' }, [6]],
        ['a session that never was', { key: keyOf(7) }, []],
        ['kinds', { kinds: ['expired', 'pool-updated'] }, [4, 5]],
        ['no kind at all', { kinds: [] }, []],
        ['the newest', { tail: true, limit: 2 }, [5, 6]],
        ['the newest after a number', { tail: true, limit: 3, afterSequence: 4 }, [5, 6]],
        ['nothing', { limit: 0 }, []],
        ['more than there is', { limit: 100_000 }, [1, 2, 3, 4, 5, 6]],
      ])('%s', async (_what, query, expected) => {
        expect(await numbers(query)).toEqual(expected);
      });

      test('a page at a time, it says whether more lines match', async () => {
        const pages: unknown[] = [];
        for (let afterSequence = 0, more = true; more; ) {
          const page = await ask({ key: keyOf(0), afterSequence, limit: 2 });
          afterSequence = page.lines.at(-1)!.sequence;
          more = page.more;
          pages.push([...page.lines.map(({ sequence }) => sequence), more]);
        }
        expect(pages).toEqual([
          [1, 3, true],
          [6, false],
        ]);
        expect(await ask({ limit: 6 })).toMatchObject({ more: false, oldestSequence: 1 });
      });
    });
  });
}
