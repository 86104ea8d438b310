import type { ContractClass } from '../contract/contract';
import type { EventDefinition } from '../contract/event';

/** What the functions of a saga are given: what it was started with, and what its steps of before have answered, by name. */
export interface Seen {
  readonly input: unknown;
  readonly results: Readonly<Record<string, unknown>>;
}

/** The same for an undo. `result` is undefined where it is not known whether the step has run. */
export interface SeenByUndo extends Seen {
  readonly result: unknown;
}

/** How often and for how long a step is tried. */
export interface Policy {
  /** Time for one try in milliseconds; 3,000 if left out. */
  timeoutMs?: number;
  /** Tries that end in a failure of the step's own, after which it has failed; 10 if left out. */
  attempts?: number;
  /** Delay after the first failed try in milliseconds, doubled with each further one up to a minute; 200 if left out. */
  firstDelayMs?: number;
  /** For how long it is tried while what it needs is away, in milliseconds; a day if left out. */
  patienceMs?: number;
}

export interface Command {
  readonly contract: ContractClass;
  readonly command: string;
}

export interface CallStep extends Command {
  readonly kind: 'call';
  input(seen: Seen): unknown;
  /** Whether what it has answered ends it; otherwise it is called again, as a command of its own. */
  isOver(result: unknown): boolean;
  readonly undo: (Command & { input(seen: SeenByUndo): unknown }) | undefined;
  readonly policy: Required<Policy>;
}

export interface EventStep {
  readonly kind: 'event';
  readonly event: EventDefinition;
  /** Key of the event that is waited for. Known when the saga starts, so that none is missed. */
  key(input: unknown): string;
  readonly withinMs: number;
}

export type Step = CallStep | EventStep;

const day = 24 * 60 * 60_000;

/** A call has this long at most: what is handled has five seconds, and its end must be noted. */
export const mostTimeoutMs = 4_000;

export const usualPolicy: Required<Policy> = {
  timeoutMs: 3_000,
  attempts: 10,
  firstDelayMs: 200,
  patienceMs: day,
};

/** @throws Error for what cannot be kept */
export function policyOf(step: string, given: Policy): Required<Policy> {
  const policy = { ...usualPolicy, ...given };
  for (const [name, value] of Object.entries(policy))
    if (!(Number.isFinite(value) && value > 0))
      throw new Error(`Step ${step}: ${name} must be more than nothing, not ${value}`);
  if (policy.timeoutMs > mostTimeoutMs)
    throw new Error(
      `Step ${step}: a try has ${mostTimeoutMs} ms at most, not ${policy.timeoutMs}; do it in bites, with \`until\``,
    );
  return policy;
}

/** @throws Error for a command that cannot be repeated under its key */
export function assertRepeatable(step: string, { contract, command }: Command): void {
  const { name, calls } = contract.contract;
  const call = calls[command];
  if (call?.kind !== 'command') throw new Error(`Step ${step}: ${name}.${command} is no command`);
  if (!call.idempotent)
    throw new Error(`Step ${step}: ${name}.${command} keeps no result, so a crash would have it run twice`);
}
