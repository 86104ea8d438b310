import { writeCursor } from '@isomer/kernel';
import { z } from 'zod';
import { InvalidArgument } from '../contract/framework-errors';
import { startAfter } from './keyset';

const Position = z.object({ id: z.string() });

test('a page starts where its cursor says, and the first one has none', () => {
  expect(startAfter(writeCursor({ id: 'a' }), Position)).toEqual({ id: 'a' });
  expect(startAfter(undefined, Position)).toBeUndefined();
});

test.each(['', 'AAAA', writeCursor({ name: 'a' })])(
  'the cursor %j is refused, by its name in the request',
  (cursor) => {
    const start = () => startAfter(cursor, Position);
    expect(start).toThrow(InvalidArgument);
    expect(start).toThrow(
      expect.objectContaining({
        details: { violations: [{ pointer: '/cursor', detail: expect.any(String) }] },
      }),
    );
  },
);
