import type { BatchObservableResult, Meter } from '@opentelemetry/api';
import type { Measure } from './telemetry';

/** Has the meter ask `measure` whenever it collects. Returns what ends that. */
export function observe(
  meter: Meter,
  measure: () => Promise<Measure[]>,
  refused: () => Record<string, number>,
): () => void {
  const gauge = (name: string, unit: string, description: string) =>
    meter.createObservableGauge(`isomer.transport.${name}`, { unit, description });
  const counter = (name: string, unit: string, description: string) =>
    meter.createObservableCounter(`isomer.transport.${name}`, { unit, description });
  const depth = gauge('queue.depth', '{entry}', 'Entries in Redis that are not done with');
  const age = gauge('queue.oldest_age', 's', 'Age of the oldest of them');
  const sent = gauge('calls.pending', '{call}', 'Calls under way from here');
  const handling = gauge('handlers.running', '{handler}', 'Handlers at work here');
  const redelivered = counter('redeliveries', '{entry}', 'Entries that were given out a second time');
  const dead = counter('dead_letters', '{entry}', 'Entries given up by this process');
  const dropped = counter(
    'dead_letters.dropped',
    '{entry}',
    'Dead letters dropped to keep them within bounds',
  );
  const untrusted = counter('entries.refused', '{entry}', 'Entries whose seal proves nothing, by reason');
  const all = [depth, age, sent, handling, redelivered, dead, dropped, untrusted];

  const report = async (result: BatchObservableResult) => {
    for (const [reason, count] of Object.entries(refused())) result.observe(untrusted, count, { reason });
    for (const { context, taken, ...known } of await measure()) {
      for (const [kind, here] of Object.entries(taken)) {
        const attributes = { context, kind };
        if (here.queued !== undefined) result.observe(depth, here.queued, attributes);
        if (here.oldestMs !== undefined) result.observe(age, here.oldestMs / 1_000, attributes);
        result.observe(handling, here.handling, attributes);
        result.observe(redelivered, here.redelivered, attributes);
      }
      if (known.sent !== undefined) result.observe(sent, known.sent, { context });
      if (known.deadLetters !== undefined) result.observe(dead, known.deadLetters, { context });
      if (known.deadLettersDropped !== undefined)
        result.observe(dropped, known.deadLettersDropped, { context });
    }
  };
  meter.addBatchObservableCallback(report, all);
  return () => meter.removeBatchObservableCallback(report, all);
}
