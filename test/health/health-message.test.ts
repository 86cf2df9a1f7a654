import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRequest, servingStatus } from '../../daemon/health/health-message.ts';

const frame = (...message: number[]) => Buffer.from([0, 0, 0, 0, message.length, ...message]);

describe('a health check on the wire', () => {
  test('asks with an empty message', () => {
    expect([...checkRequest]).toEqual([0, 0, 0, 0, 0]);
  });

  test.each<[string, Buffer, string | undefined]>([
    ['SERVING', frame(8, 1), 'SERVING'],
    ['NOT_SERVING', frame(8, 2), 'NOT_SERVING'],
    ['no field at all', frame(), 'UNKNOWN'],
    ['a number without a name', frame(8, 77), 'status 77'],
    ['fields of a later version before and after it', frame(18, 2, 65, 66, 8, 1, 29, 1, 2, 3, 4), 'SERVING'],
    ['the field twice, of which the later one counts', frame(8, 1, 8, 2), 'NOT_SERVING'],
    ['a frame that says it is compressed', Buffer.from([1, 0, 0, 0, 2, 8, 1]), undefined],
    ['a frame that is shorter than it says', Buffer.from([0, 0, 0, 0, 9, 8, 1]), undefined],
    ['two frames', Buffer.concat([frame(8, 1), frame(8, 1)]), undefined],
    ['a field that ends too early', frame(18, 9, 65), undefined],
    ['a number that never ends', frame(8, ...new Array<number>(11).fill(255)), undefined],
    ['no frame', Buffer.alloc(0), undefined],
  ])('is read from %s', (_what, bytes, status) => {
    expect(servingStatus(bytes)).toBe(status);
  });

  test('is never SERVING by an accident that throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        servingStatus(Buffer.from(bytes));
        servingStatus(frame(...bytes));
      }),
      { numRuns: 2_000 },
    );
  });
});
