import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { ContractClass } from '../contract/contract';
import type { EventClass, EventDefinition, Payload } from '../contract/event';
import { assertContractValues } from '../contract/values';
import type { CommandsOf } from '../job/job';
import { type CallStep, type EventStep, type Policy, type Step, assertRepeatable, policyOf } from './step';

/** Steps that run beside each other. */
export type Stage = Readonly<Record<string, Step>>;

/** A saga as the framework runs it. */
export interface SagaDefinition {
  readonly name: string;
  readonly version: number;
  readonly input: z.ZodType;
  readonly stages: readonly Stage[];
  /** Stages from here on are not undone when one of them fails: somebody has to look. */
  readonly noReturnFrom: number;
  /** Changes with the names, the kinds and the commands of its steps. */
  readonly shape: string;
}

type CommandInput<T extends ContractClass, K extends CommandsOf<T>> = z.input<
  T['contract']['calls'][K]['input']
>;
type CommandOutput<T extends ContractClass, K extends CommandsOf<T>> = z.output<
  T['contract']['calls'][K]['output']
>;

/** A step and the type of what it answers. */
interface Typed<Out> {
  readonly step: Step;
  readonly answers?: Out;
}

interface SeenAs<I, R> {
  readonly input: I;
  readonly results: R;
}

/** A call that says how it is undone, which each must. */
class CallBuilder<I, R, Out> {
  constructor(private readonly call: Omit<CallStep, 'undo'>) {}

  /** What takes it back. Runs too if it is not known whether the step did: then `result` is undefined. */
  undo<T extends ContractClass, K extends CommandsOf<T>>(
    contract: T,
    command: K,
    input: (seen: SeenAs<I, R> & { readonly result: Out | undefined }) => CommandInput<T, K>,
  ): Typed<Out> {
    return { step: { ...this.call, undo: { contract, command, input: input as never } } };
  }

  /** For what leaves nothing behind, or cannot be taken back. */
  noUndo(): Typed<Out> {
    return { step: { ...this.call, undo: undefined } };
  }
}

interface CallStepOptions<Out> extends Policy {
  /** Calls again until this is so: for work in bites. */
  until?: (result: Out) => boolean;
}

/** Makes the steps of a stage. */
class StepMaker<I, R> {
  /** A command of any context. Its key lives as long as the saga. */
  call<T extends ContractClass, K extends CommandsOf<T>>(
    contract: T,
    command: K,
    input: (seen: SeenAs<I, R>) => CommandInput<T, K>,
    { until, ...policy }: CallStepOptions<CommandOutput<T, K>> = {},
  ): CallBuilder<I, R, CommandOutput<T, K>> {
    const isOver = (until ?? (() => true)) as CallStep['isOver'];
    const id = `${contract.contract.name}.${command}`;
    const call = { contract, command, input: input as CallStep['input'], isOver };
    return new CallBuilder({ kind: 'call', ...call, policy: policyOf(id, policy) });
  }

  /** An event that comes after the saga has started; after `withinMs` without it the step has failed. */
  event<T extends EventClass>(
    event: T,
    { key, withinMs }: { key: (input: I) => string; withinMs: number },
  ): Typed<Payload<T>> {
    if (!(withinMs > 0)) throw new Error(`${event.event.name} is waited for ${withinMs} ms`);
    const step: EventStep = {
      kind: 'event',
      event: event.event as EventDefinition,
      key: key as (input: unknown) => string,
      withinMs,
    };
    return { step };
  }
}

type Answers<S> = { [K in keyof S]: S[K] extends Typed<infer Out> ? Out : never };

/** A saga whatever it is started with. */
export type AnySaga = SagaDefinition;

/** A saga, as it is declared: `saga('order', { version: 1, input }).stage((step) => ({ … })).stage(…)`. */
export class Saga<I extends z.ZodType = z.ZodType, R = unknown> implements SagaDefinition {
  constructor(
    readonly name: string,
    readonly version: number,
    readonly input: I,
    readonly stages: readonly Stage[],
    readonly noReturnFrom: number,
  ) {}

  /** One step more, or several that run beside each other. They see what those of earlier stages have answered. */
  stage<S extends Record<string, Typed<unknown>>>(
    make: (step: StepMaker<z.output<I>, R>) => S,
  ): Saga<I, R & Answers<S>> {
    const steps = Object.entries(make(new StepMaker()));
    const known = new Set(this.stages.flatMap((stage) => Object.keys(stage)));
    if (steps.length === 0) throw new Error(`Saga ${this.name}: a stage needs a step`);
    for (const [name, { step }] of steps) {
      if (!/^[a-z][a-zA-Z0-9]{0,50}$/.test(name))
        throw new Error(`Saga ${this.name}: step '${name}' must be in camelCase`);
      if (known.has(name)) throw new Error(`Saga ${this.name} has two steps '${name}'`);
      if (step.kind === 'call') assertRepeatable(name, step);
      if (step.kind === 'call' && step.undo) assertRepeatable(`${name}, its undo`, step.undo);
    }
    const stage = Object.fromEntries(steps.map(([name, { step }]) => [name, step]));
    return new Saga(this.name, this.version, this.input, [...this.stages, stage], this.noReturnFrom);
  }

  /** From here on nothing is undone any more: a step that fails waits for somebody to look. */
  noReturn(): Saga<I, R> {
    return new Saga(this.name, this.version, this.input, this.stages, this.stages.length);
  }

  get shape(): string {
    const stages = this.stages.map((stage) =>
      Object.entries(stage).map(([name, step]) => [name, ...shapeOf(step)]),
    );
    return createHash('sha256')
      .update(JSON.stringify([stages, this.noReturnFrom]))
      .digest('base64url')
      .slice(0, 16);
  }
}

function shapeOf(step: Step): string[] {
  if (step.kind === 'event') return ['event', step.event.name];
  const { contract, command, undo } = step;
  const id = ({
    contract: {
      contract: { name },
    },
    command: call,
  }: Pick<CallStep, 'contract' | 'command'>) => `${name}.${call}`;
  return ['call', id({ contract, command }), undo ? id(undo) : ''];
}

/**
 * Declares a durable sequence of commands. The version goes up when steps change; the module names the older one
 * beside it for as long as some of it run.
 * @throws Error for a name, a version or an input outside the rules, when the module is loaded
 */
export function saga<I extends z.ZodType>(
  name: string,
  { version, input }: { version: number; input: I },
): Saga<I, NonNullable<unknown>> {
  if (!/^[a-z][a-zA-Z0-9]{0,50}$/.test(name)) throw new Error(`Saga '${name}' must be in camelCase`);
  if (!Number.isInteger(version) || version < 1)
    throw new Error(`Saga ${name}: versions are 1, 2, 3 …, not ${version}`);
  assertContractValues(input, `saga ${name} input`);
  return new Saga(name, version, input, [], Infinity);
}
