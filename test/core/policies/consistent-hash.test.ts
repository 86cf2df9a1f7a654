import { describe, expect, test } from 'vitest';
import type { Member } from '../../../daemon/core/member.ts';
import { consistentHash } from '../../../daemon/core/policies/consistent-hash.ts';
import type { NonEmpty } from '../../../daemon/core/policy.ts';
import { members, selection, sharesOf } from '../../support/a-pool.ts';

const keys = Array.from({ length: 20_000 }, (_, i) => `session-${i}`);
const ten = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`web-${i}`, 1]));

function homes(candidates: NonEmpty<Member>): string[] {
  return keys.map((key) => consistentHash.choose(candidates, selection(key)).row.id);
}

describe('consistent hashing', () => {
  test('spreads keys in proportion to the weights', () => {
    const shares = sharesOf(homes(members({ a: 1, b: 2, c: 1 })));
    expect(shares.a).toBeGreaterThan(0.235);
    expect(shares.a).toBeLessThan(0.265);
    expect(shares.b).toBeGreaterThan(0.485);
    expect(shares.b).toBeLessThan(0.515);
  });

  test('moves only a leaving backend’s own keys', () => {
    const all = members(ten);
    const before = homes(all);
    const [first, ...rest] = all.filter(({ row }) => row.id !== 'web-3');
    const after = homes([first!, ...rest]);
    const moved = keys.filter((_, i) => before[i] !== after[i]);
    expect(moved).toEqual(keys.filter((_, i) => before[i] === 'web-3'));
  });

  test('gives an added backend its share, about 1 of N + 1, and takes it from all alike', () => {
    const before = homes(members(ten));
    const after = homes(members({ ...ten, 'web-new': 1 }));
    const moved = keys.filter((_, i) => before[i] !== after[i]);
    expect(moved.length / keys.length).toBeGreaterThan(0.08);
    expect(moved.length / keys.length).toBeLessThan(0.102);
    expect(new Set(keys.flatMap((_, i) => (before[i] === after[i] ? [] : [after[i]])))).toEqual(new Set(['web-new']));
  });

  test('chooses the same everywhere: golden homes', () => {
    const chosen = ['ada', 'bob', 'eve', 'mallory', '203.0.113.7', '2001:db8:0:1::/64'].map(
      (key) => consistentHash.choose(members(ten), selection(key)).row.id,
    );
    expect(chosen).toMatchInlineSnapshot(`
      [
        "web-7",
        "web-8",
        "web-1",
        "web-2",
        "web-9",
        "web-0",
      ]
    `);
  });
});
