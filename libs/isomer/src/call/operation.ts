import type { z } from 'zod';
import type { CallError } from '../contract/errors';
import type { Call, ContractClass } from '../contract/contract';
import { type Copier, copierOf, undecided } from '../contract/copier';
import {
  FailedPrecondition,
  InvalidArgument,
  PermissionDenied,
  Unauthenticated,
  type Violation,
  pointerTo,
} from '../contract/framework-errors';
import { plainWords } from '../contract/plain-words';
import type { Principal } from '../contract/principal';
import { sentences } from '../contract/sentences';
import { callHash } from '../contract/snapshot';
import { encode } from './wire';

/** One call of one context, with what both of its sides do alike. */
export class Operation {
  /** `comments.post` */
  readonly id: string;
  private digest?: string;
  /** Made when first needed: a process knows many calls that it neither makes nor serves. */
  private copyInput?: Copier;
  private copyOutput?: Copier;

  constructor(
    readonly context: string,
    readonly name: string,
    readonly call: Call,
  ) {
    this.id = `${context}.${name}`;
  }

  /** Changes with everything that two versions must agree on. */
  get hash(): string {
    return (this.digest ??= callHash(this.call));
  }

  /** @throws Unauthenticated or PermissionDenied */
  admit(principal: Principal): void {
    if (this.call.access.allows(principal)) return;
    if (principal.kind === 'anonymous') throw this.refusal(new Unauthenticated(sentences.logIn));
    throw this.refusal(new PermissionDenied(sentences.notYours));
  }

  /**
   * The input as a value of its own, without what the contract does not declare.
   * @throws InvalidArgument, or FailedPrecondition when the caller has another version of the contract.
   */
  parseInput(input: unknown, callerHash?: string): unknown {
    const copy = (this.copyInput ??= copierOf(this.call.input))(input);
    if (copy !== undecided) return copy;
    const parsed = this.call.input.safeParse(input, { error: plainWords });
    if (parsed.success) return parsed.data;
    const found = violations(parsed.error);
    if (callerHash !== undefined && callerHash !== this.hash) throw this.mismatch('input', found);
    throw this.refusal(new InvalidArgument('The input is not valid', { violations: found }));
  }

  /** @throws InvalidArgument for an input that is too large to travel */
  encodeInput(input: unknown): string {
    try {
      return encode(input, `The input of ${this.id}`);
    } catch (error) {
      throw this.refusal(new InvalidArgument((error as Error).message));
    }
  }

  /**
   * The output as a value of its own, without what the contract does not declare.
   * @throws ZodError
   */
  parseOutput(output: unknown): unknown {
    const copy = (this.copyOutput ??= copierOf(this.call.output))(output);
    return copy === undecided ? this.call.output.parse(output) : copy;
  }

  /** @throws FailedPrecondition when the server answers what this version of the contract cannot read */
  readOutput(output: unknown): unknown {
    try {
      return this.parseOutput(output);
    } catch (error) {
      const mismatch = this.mismatch('output', violations(error as z.ZodError));
      // It has: this is its answer.
      mismatch.mayHaveRun = true;
      throw mismatch;
    }
  }

  /** An error as one that came out of this call: to whatever made the call, not an error of its own. */
  refusal<E extends CallError>(error: E): E {
    error.operation = this.id;
    return error;
  }

  private mismatch(side: string, found: Violation[]): FailedPrecondition {
    const fields = found.map(({ pointer, detail }) => `${pointer || '/'} ${detail}`).join('; ');
    return this.refusal(
      new FailedPrecondition(
        `Caller and server have versions of ${this.id} that cannot talk: ${side} ${fields}`,
      ),
    );
  }
}

export function operationsOf({ contract: { name, calls } }: ContractClass): Operation[] {
  return Object.entries(calls).map(([call, definition]) => new Operation(name, call, definition));
}

/** Hash by call name: what a replica announces. */
export function operationHashes(contract: ContractClass): Record<string, string> {
  return Object.fromEntries(operationsOf(contract).map(({ name, hash }) => [name, hash]));
}

export function violations(error: z.ZodError): Violation[] {
  return error.issues.map(({ path, message }) => ({
    pointer: pointerTo(path),
    detail: message,
  }));
}
