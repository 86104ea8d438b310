import fc from 'fast-check';
import { collectLog } from '../../testing/collect-log';
import { Published } from '../../test/events-harness';
import { operations } from '../../test/interleaving/operations';
import { Run } from '../../test/interleaving/run';
import { World } from '../../test/interleaving/world';

const notes = Published.forSuite();
collectLog();

/** The same in each run, so that a change is judged by what it changes; another one looks further. */
const seed = Number(process.env.INTERLEAVINGS_SEED ?? 1);
/** Shrinking what has failed ends by then. */
const longestMs = 60_000;

test(
  'whatever happens in whatever order, each event that was committed is handled once, in the order of its key',
  async () => {
    const world = await World.of(notes);
    const property = fc.asyncProperty(operations, async (steps) => {
      await notes.database.clear();
      const run = new Run(world, notes);
      for (const step of steps) await run.do(step);
      await run.end();
    });
    // A failure says the seed and the path that repeat it: set INTERLEAVINGS_SEED and INTERLEAVINGS_PATH to them.
    await fc.assert(property, {
      seed,
      path: process.env.INTERLEAVINGS_PATH,
      endOnFailure: process.env.INTERLEAVINGS_PATH !== undefined,
      numRuns: 40,
      interruptAfterTimeLimit: longestMs,
      markInterruptAsFailure: false,
    });
  },
  2 * longestMs,
);
