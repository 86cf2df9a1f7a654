import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packer, unpacker } from '../../daemon/store/sqlite/packing.ts';

const part = fc.oneof(
  fc.record({ as: fc.constant('int' as const), value: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }) }),
  fc.record({ as: fc.constant('uint' as const), value: fc.integer({ min: 0, max: 2 ** 32 - 1 }) }),
  fc.record({ as: fc.constant('double' as const), value: fc.double({ noNaN: true }) }),
  fc.record({ as: fc.constant('text' as const), value: fc.option(fc.string({ unit: 'grapheme', maxLength: 300 })) }),
);

test('what is packed comes out as it went in, batch after batch', () => {
  const pack = packer();
  fc.assert(
    fc.property(fc.array(part, { maxLength: 200 }), (parts) => {
      for (const { as, value } of parts) {
        if (as === 'text') pack.text(value);
        else if (as === 'double') pack.double(value);
        else pack.int(value);
      }
      const unpack = unpacker(pack.finish());
      expect(parts.map(({ as }) => unpack[as]())).toEqual(parts.map(({ value }) => value));
      expect(unpack.done).toBe(true);
    }),
  );
});

test('a batch may outgrow the buffer that is kept', () => {
  const pack = packer();
  const long = 'ö'.repeat(70_000);
  for (let i = 0; i < 3; i++) pack.text(long);
  const unpack = unpacker(pack.finish());
  expect([unpack.text(), unpack.text(), unpack.text(), unpack.done]).toEqual([long, long, long, true]);
});
