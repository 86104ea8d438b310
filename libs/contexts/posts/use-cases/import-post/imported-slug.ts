import { slugOf } from '@isomer/markup';
import { Slug } from '../../contract';
import { slugBase } from '../../domain/slugs';

/** Leaves room for the number that is added where another post has the same. */
const longest = 90;

/** The slug that a post has here of the one that it had elsewhere: the same, where it can be one in this place. */
export function importedSlug(there: string): string {
  const same = there.normalize('NFKC');
  // A path of dots leads elsewhere than to a post.
  const canBe = Slug.safeParse(same).success && [...same].length <= longest && !/^\.+$/.test(same);
  return slugBase(canBe ? same : slugOf(there));
}
