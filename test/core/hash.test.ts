import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientNetwork } from '../../daemon/core/client-network.ts';
import { fingerprint, handleOf, sessionKey, unitInterval } from '../../daemon/core/hash.ts';

describe('hashes are the same in every process: golden values', () => {
  test('of a session key, and its handle', () => {
    const key = sessionKey('0123456789012345678901', 'default', 'ada');
    expect([key, handleOf(key)]).toMatchInlineSnapshot(`
      [
        {
          "k0": -2076008741,
          "k1": 1801856586,
          "k2": 1560312960,
          "k3": 1275453714,
        },
        "~hEKe22tmJkpd",
      ]
    `);
  });

  test('of a fingerprint, and of two mixed', () => {
    const [ada, web] = [fingerprint('ada'), fingerprint('web-1')];
    expect([ada, unitInterval(ada, web)]).toMatchInlineSnapshot(`
      [
        {
          "high": -34716915,
          "low": 1086150622,
        },
        0.5487044263769668,
      ]
    `);
  });
});

describe('a session key', () => {
  test('tells pools and ids apart, however they are cut', () => {
    expect(sessionKey('s', 'a', 'bc')).not.toEqual(sessionKey('s', 'ab', 'c'));
    expect(sessionKey('s', 'a', 'b')).not.toEqual(sessionKey('t', 'a', 'b'));
  });
});

describe('the unit interval', () => {
  test('is never 0 or 1, and even', () => {
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i += 1) {
      const u = unitInterval(fingerprint(`key-${i}`), fingerprint('web-1'));
      expect(u > 0 && u < 1).toBe(true);
      counts[Math.floor(u * 10)]! += 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});

describe('the network of a client', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('of %s is %s', (ip, network) => {
    expect(clientNetwork(ip)).toBe(network);
  });

  test('is the same for every host of an IPv6 /64', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.tuple(group, group, group, group), fc.tuple(group, group, group, group), (host, other) => {
        const of = (tail: number[]) =>
          clientNetwork(['2001', 'db8', '0', '1', ...tail.map((g) => g.toString(16))].join(':'));
        expect(of(host)).toBe(of(other));
      }),
    );
  });
});
