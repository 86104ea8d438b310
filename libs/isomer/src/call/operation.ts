import type { z } from 'zod';
import type { Call, ContractClass } from '../contract/contract';
import { FailedPrecondition, InvalidArgument, PermissionDenied, Unauthenticated, type Violation } from '../contract/framework-errors';
import type { Principal } from '../contract/principal';
import { callHash } from '../contract/snapshot';

/** One call of one context, with what both of its sides do alike. */
export class Operation {
  /** `comments.post` */
  readonly id: string;
  private digest?: string;

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
    if (principal.kind === 'anonymous') throw new Unauthenticated('Log in first');
    throw new PermissionDenied(`${this.id} is not yours to call`);
  }

  /**
   * The input as a value of its own, without what the contract does not declare.
   * @throws InvalidArgument, or FailedPrecondition when the caller has another version of the contract.
   */
  parseInput(input: unknown, callerHash?: string): unknown {
    const parsed = this.call.input.safeParse(input);
    if (parsed.success) return parsed.data;
    const found = violations(parsed.error);
    if (callerHash !== undefined && callerHash !== this.hash) throw this.mismatch('input', found);
    throw new InvalidArgument('The input is not valid', { violations: found });
  }

  /** @throws ZodError when the handler breaks its contract */
  parseOutput(output: unknown): unknown {
    return this.call.output.parse(output);
  }

  /** @throws FailedPrecondition when the server answers what this version of the contract cannot read */
  readOutput(output: unknown): unknown {
    const parsed = this.call.output.safeParse(output);
    if (parsed.success) return parsed.data;
    throw this.mismatch('output', violations(parsed.error));
  }

  private mismatch(side: string, found: Violation[]): FailedPrecondition {
    const fields = found.map(({ pointer, detail }) => `${pointer || '/'} ${detail}`).join('; ');
    return new FailedPrecondition(`Caller and server have versions of ${this.id} that cannot talk: ${side} ${fields}`);
  }
}

export function operationsOf({ contract: { name, calls } }: ContractClass): Operation[] {
  return Object.entries(calls).map(([call, definition]) => new Operation(name, call, definition));
}

export function violations(error: z.ZodError): Violation[] {
  return error.issues.map(({ path, message }) => ({
    pointer: path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: message,
  }));
}
