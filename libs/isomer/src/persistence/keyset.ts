import { type Position, readCursor } from '@isomer/kernel';
import type { z } from 'zod';
import { InvalidArgument } from '../contract/framework-errors';

/**
 * Where a page starts, by the columns that its list is sorted by; undefined for the first page.
 * @throws InvalidArgument for a cursor that this list did not give out
 */
export function startAfter<P extends Position>(
  cursor: string | undefined,
  position: P,
): z.output<P> | undefined {
  if (cursor === undefined) return undefined;
  const start = readCursor(cursor, position);
  if (start) return start;
  throw new InvalidArgument('The cursor is not one that this list gave out', {
    violations: [{ pointer: '/cursor', detail: 'must be the cursor of a page of this list' }],
  });
}
