import { canonicalJson } from '../src/contract/canonical-json';
import type { SagaDefinition } from '../src/saga/definition';
import { type World, advance } from '../src/saga/engine';
import type { SagaRecord } from '../src/saga/record';
import type { Command } from '../src/saga/step';

/** What contexts answer, by `context.command`; what one throws, the call ends with. */
export type Answers = Record<string, (input: never) => unknown>;

export interface Scenario {
  input: unknown;
  answers: Answers;
  /** Events that come, by the step that waits for them: how long after the start, in milliseconds. */
  events?: Record<string, { afterMs: number; payload: unknown }>;
}

/** What became of a saga. */
export interface Rehearsed {
  status: SagaRecord['status'];
  error?: string;
  results: Record<string, unknown>;
  /** What took effect, in order: `stock.reserve {"sku":"tea"}`. */
  effects: string[];
  /** Time that it took, in milliseconds. */
  tookMs: number;
}

/** Where the process ends: at the n-th command that is given, before it takes effect or after that. */
interface Crash {
  at: number;
  when: 'before' | 'after';
}

class Ended extends Error {}

/** More turns than that are no way to an end. */
const mostTurns = 10_000;

/** Plays a saga in virtual time: what contexts do is `answers`, kept under its keys as they keep it. */
export async function rehearse(saga: SagaDefinition, scenario: Scenario, crash?: Crash): Promise<Rehearsed> {
  const kept = new Map<string, unknown>();
  const effects: string[] = [];
  let now = 0;
  let given = 0;
  let noted = JSON.stringify(started(saga, scenario.input));
  const world: World = {
    now: () => now,
    hasTime: () => true,
    arrived: (step) => {
      const event = scenario.events?.[step];
      return event && event.afterMs <= now ? { payload: event.payload } : undefined;
    },
    give: async (command, input, { key }) => {
      given += 1;
      const isLast = (when: Crash['when']) => crash?.at === given && crash.when === when;
      if (isLast('before')) throw new Ended();
      const id = idOf(command);
      if (!kept.has(key)) {
        kept.set(key, await answerOf(scenario.answers, id, input));
        effects.push(`${id} ${JSON.stringify(input)}`);
      }
      if (isLast('after')) throw new Ended();
      return kept.get(key);
    },
  };
  for (let turn = 0; turn < mostTurns; turn++) {
    const record = JSON.parse(noted) as SagaRecord;
    // Who dies notes nothing, whatever it did: the next turn begins where the last one was noted.
    const before = given;
    const next = await advance(saga, record, world);
    if (crash && before < crash.at && crash.at <= given) continue;
    noted = JSON.stringify(record);
    if (!next) {
      const { status, error, results } = record;
      return { status, error, results, effects, tookMs: now };
    }
    const soon = Object.values(scenario.events ?? {}).map(({ afterMs }) => afterMs - now);
    now += Math.max(0, Math.min(next.afterMs, ...soon.filter((ms) => ms > 0)));
  }
  throw new Error(`Saga ${saga.name} came to no end in ${mostTurns} turns`);
}

/**
 * The same, and once more for each command that it gives with a crash before it takes effect, and with one after that.
 * @throws Error where a crash makes a difference
 */
export async function rehearseCrashes(saga: SagaDefinition, scenario: Scenario): Promise<Rehearsed> {
  const usual = await rehearse(saga, scenario);
  for (let at = 1; at <= 2 * usual.effects.length + 1; at++)
    for (const when of ['before', 'after'] as const) {
      const crashed = await rehearse(saga, scenario, { at, when });
      const [left, right] = [essence(usual), essence(crashed)];
      if (left !== right)
        throw new Error(`A crash ${when} command ${at} takes effect makes a difference:\n${left}\n${right}`);
    }
  return usual;
}

function essence({ status, results, effects }: Rehearsed): string {
  // Those of steps beside each other are in any order.
  return canonicalJson({ status, results, effects: [...effects].sort() });
}

function started({ name, version, shape }: SagaDefinition, input: unknown): SagaRecord {
  const parts = { results: {}, steps: {} };
  return { id: 'rehearsal', name, version, shape, input, status: 'running', direction: 'forwards', ...parts };
}

const idOf = ({ contract, command }: Command) => `${contract.contract.name}.${command}`;

async function answerOf(answers: Answers, id: string, input: unknown): Promise<unknown> {
  const answer = answers[id];
  if (!answer) throw new Error(`${id} was not expected`);
  return answer(input as never);
}
