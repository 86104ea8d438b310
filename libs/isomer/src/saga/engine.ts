import { CallError, type Meaning, passing } from '../contract/errors';
import { afterFailures } from '../event/delays';
import type { SagaDefinition, Stage } from './definition';
import { type SagaRecord, type StepRecord, stepOf } from './record';
import { type CallStep, type Command, type EventStep, type Policy, type Step, usualPolicy } from './step';

/** What a saga needs of the world, so that it can be rehearsed without one. */
export interface World {
  /** Milliseconds since 1970. */
  now(): number;
  /** Whether there is time for another try. */
  hasTime(): boolean;
  /** Gives a command. @throws what it ends with */
  give(command: Command, input: unknown, options: { key: string; timeoutMs: number }): Promise<unknown>;
  /** What has come of an event that the saga waits for, by the step's name. */
  arrived(step: string): { payload: unknown } | undefined;
}

/** When to go on: in so many milliseconds, or never by itself. */
export type Next = { afterMs: number } | undefined;

/** A failed undo waits for what is away as long as that is away. */
const undoPolicy: Required<Policy> = { ...usualPolicy, patienceMs: Infinity };

/**
 * Goes on with a saga until it ends, waits, or must note where it stands: it must before it turns back, since a step that
 * failed may succeed when it is tried again. What it did since the last note is done again after a crash, under the same keys.
 * Changes the record.
 */
export async function advance(definition: SagaDefinition, record: SagaRecord, world: World): Promise<Next> {
  while (record.status === 'running') {
    if (!world.hasTime()) return { afterMs: 0 };
    const next =
      record.direction === 'forwards'
        ? await goForwards(definition, record, world)
        : await goBackwards(definition, record, world);
    if (next) return next;
  }
  return undefined;
}

async function goForwards(
  { stages, noReturnFrom }: SagaDefinition,
  record: SagaRecord,
  world: World,
): Promise<Next> {
  const at = stages.findIndex((stage) => !isOver(stage, record));
  if (at < 0) {
    record.status = 'done';
    return undefined;
  }
  const open = stepsOf(stages[at]!).filter(([name]) => stepOf(record, name, world.now()).state === 'waiting');
  const waits = await Promise.all(open.map(([name, step]) => tryStep(name, step, record, world)));
  const failed = stepsOf(stages[at]!).find(([name]) => hasFailed(record.steps[name]!));
  if (!failed) return soonest(waits);
  const [name] = failed;
  record.error = `${name}: ${record.steps[name]!.error}`;
  if (at >= noReturnFrom) {
    record.status = 'stuck';
    return undefined;
  }
  turnBack(record);
  return { afterMs: 0 };
}

/** What has been done is undone, the last first. */
export function turnBack(record: SagaRecord): void {
  record.direction = 'backwards';
  record.status = 'running';
  for (const step of Object.values(record.steps)) {
    if (step.state === 'waiting') giveUp(step);
    Object.assign(step, { attempts: 0, notBefore: undefined });
  }
}

async function goBackwards({ stages }: SagaDefinition, record: SagaRecord, world: World): Promise<Next> {
  const isLeft = ([name]: [string, Step]) => ['done', 'unknown'].includes(record.steps[name]?.state ?? '');
  const stage = [...stages].reverse().find((each) => stepsOf(each).some(isLeft));
  if (!stage) {
    record.status = 'compensated';
    return undefined;
  }
  const waits = await Promise.all(
    stepsOf(stage)
      .filter(isLeft)
      .map(([name, step]) => undoStep(name, step, record, world)),
  );
  return record.status === 'stuck' ? undefined : soonest(waits);
}

const stepsOf = (stage: Stage) => Object.entries(stage);
const isOver = (stage: Stage, { steps }: SagaRecord) =>
  Object.keys(stage).every((name) => steps[name]?.state === 'done');
const hasFailed = ({ state }: StepRecord) => state === 'failed' || state === 'unknown';

/** None: nothing is waited for. */
function soonest(waits: Next[]): Next {
  const times = waits.flatMap((wait) => wait?.afterMs ?? []);
  return times.length > 0 ? { afterMs: Math.min(...times) } : undefined;
}

function giveUp(step: StepRecord): void {
  step.state = step.mayHaveRun || step.bites > 0 ? 'unknown' : 'failed';
}

async function tryStep(name: string, step: Step, record: SagaRecord, world: World): Promise<Next> {
  return step.kind === 'call' ? tryCall(name, step, record, world) : lookForEvent(name, step, record, world);
}

function lookForEvent(name: string, { event, withinMs }: EventStep, record: SagaRecord, world: World): Next {
  const step = stepOf(record, name, world.now());
  const arrived = world.arrived(name);
  const leftMs = step.since + withinMs - world.now();
  if (arrived) {
    step.state = 'done';
    record.results[name] = arrived.payload;
  } else if (leftMs <= 0) {
    step.state = 'failed';
    step.error = `${event.name} did not come within ${withinMs} ms`;
  } else return { afterMs: leftMs };
  return undefined;
}

async function tryCall(name: string, call: CallStep, record: SagaRecord, world: World): Promise<Next> {
  const step = stepOf(record, name, world.now());
  const restMs = untilNext(step, world);
  if (restMs > 0) return { afterMs: restMs };
  try {
    while (step.state === 'waiting') {
      if (!world.hasTime()) return { afterMs: 0 };
      const key = step.bites === 0 ? name : `${name} ${step.bites}`;
      const result = await world.give(call, call.input(record), { key, timeoutMs: call.policy.timeoutMs });
      record.results[name] = result;
      Object.assign(step, { attempts: 0, error: undefined, notBefore: undefined, since: world.now() });
      if (call.isOver(result)) step.state = 'done';
      else step.bites += 1;
    }
  } catch (error) {
    if (isForAnotherTry(error, step, call.policy, world)) return { afterMs: untilNext(step, world) };
    giveUp(step);
  }
  return undefined;
}

async function undoStep(name: string, of: Step, record: SagaRecord, world: World): Promise<Next> {
  const step = record.steps[name]!;
  const restMs = untilNext(step, world);
  if (restMs > 0) return { afterMs: restMs };
  try {
    if (of.kind === 'call' && of.undo) {
      const seen = { ...record, result: step.state === 'done' ? record.results[name] : undefined };
      const options = { key: `${name} undo`, timeoutMs: undoPolicy.timeoutMs };
      await world.give(of.undo, of.undo.input(seen), options);
    }
    Object.assign(step, { state: 'undone', attempts: 0, notBefore: undefined });
  } catch (error) {
    if (isForAnotherTry(error, step, undoPolicy, world)) return { afterMs: untilNext(step, world) };
    record.status = 'stuck';
    record.error = `undoing ${name}: ${step.error}`;
  }
  return undefined;
}

const untilNext = ({ notBefore = 0 }: StepRecord, world: World) => Math.max(0, notBefore - world.now());

const unclear: ReadonlySet<Meaning> = new Set(['DeadlineExceeded', 'Internal', 'Cancelled']);

/** Notes a failed try, and when the next one is if there is one. */
function isForAnotherTry(error: unknown, step: StepRecord, policy: Required<Policy>, world: World): boolean {
  step.error = String(error).slice(0, 1_000);
  // What the saga itself throws, or a context decides, would be so the next time.
  if (!(error instanceof CallError) || !(passing.has(error.meaning) || unclear.has(error.meaning)))
    return false;
  step.mayHaveRun ||= error.mayHaveRun;
  step.attempts += 1;
  const isOver = passing.has(error.meaning)
    ? world.now() - step.since > policy.patienceMs
    : step.attempts >= policy.attempts;
  if (!isOver) step.notBefore = world.now() + afterFailures(step.attempts, policy.firstDelayMs);
  return !isOver;
}
