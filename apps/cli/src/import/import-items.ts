import type { ImportResult } from '@isomer/posts/contract';
import type { Outcome } from './report';
import { Skip } from './skip';
import { SkippedList } from './skipped-list';

export type Kind = 'post' | 'comment';

/** Something of a file that is to be imported. */
export interface Item {
  /** For people. */
  name: string;
  /** Where there are several: each is counted by itself, too. */
  kind?: Kind;
  /** Brings it in. @throws Skip */
  run: () => Promise<ImportResult['outcome']>;
}

/** What the import of one file did. */
export interface ItemsReport extends Omit<Outcome, 'skipped'> {
  skipped: SkippedList;
  file: string;
  /** Items in the file. */
  items: number;
  /** Those of each kind, where there are several. */
  kinds?: Partial<Record<Kind, Counts>>;
}

export type Counts = Record<'imported' | 'updated' | 'unchanged' | 'skipped', number>;

export interface Run {
  file: string;
  dryRun: boolean;
  /** How many items there are. */
  total: number;
  /** Aborted to stop between items. Its reason is told in the report. */
  signal: AbortSignal;
  step: () => void;
}

/** Items in hand at one time: enough to keep a database busy, few enough to leave room for others. */
const atOnce = 8;

/** Imports items as they come. One that cannot be imported is skipped, whatever is wrong with it. */
export async function importItems(
  items: AsyncIterable<Item>,
  { file, dryRun, total, signal, step }: Run,
): Promise<ItemsReport> {
  const all = noCounts();
  const kinds: Partial<Record<Kind, Counts>> = {};
  const skipped = new SkippedList();
  const inHand = new Set<Promise<void>>();
  const started = performance.now();
  let reached = 0;
  let stopped: string | undefined;

  const work = async ({ name, kind, run }: Item) => {
    const counts = kind ? [all, (kinds[kind] ??= noCounts())] : [all];
    const count = (as: keyof Counts) => counts.forEach((each) => each[as]++);
    try {
      const outcome = await run();
      count(outcome === 'created' ? 'imported' : outcome);
    } catch (error) {
      if (error instanceof Skip) {
        skipped.push({ path: name, reason: error.reason, detail: error.detail });
        count('skipped');
      } else stopped ??= `${name}: ${(error as Error).message}`;
    }
    step();
  };
  for await (const item of items) {
    if (signal.aborted || stopped !== undefined) break;
    reached++;
    const done = work(item).finally(() => inHand.delete(done));
    inHand.add(done);
    if (inHand.size >= atOnce) await Promise.race(inHand);
  }
  await Promise.all(inHand);

  const left = total - reached;
  return {
    file,
    dryRun,
    items: total,
    imported: all.imported,
    updated: all.updated,
    unchanged: all.unchanged,
    ...(Object.keys(kinds).length > 0 && { kinds }),
    skipped,
    left,
    stopped: stopped ?? (signal.aborted && left > 0 ? String(signal.reason) : undefined),
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
}

const noCounts = (): Counts => ({ imported: 0, updated: 0, unchanged: 0, skipped: 0 });
