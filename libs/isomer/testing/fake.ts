import type { Type } from '@nestjs/common';
import { localCall } from '../src/call/local-call';
import { Operation } from '../src/call/operation';
import { ServedCall } from '../src/call/served-call';
import type { ContractClass, Handler } from '../src/contract/contract';

/** A stand-in for a context, held to its contract by the compiler, and when it is called. */
export interface Fake {
  contract: ContractClass;
  client: object;
  /** Names of the calls that were made, in order. */
  made: string[];
}

type Answers<T extends ContractClass> = { [K in keyof T['contract']['calls']]?: Handler<T, K>['handle'] };

/**
 * Fakes a neighbour from its contract: inputs and outputs are validated and copied, access and declared
 * errors hold, as with the real one. A call without an answer fails the test that makes it.
 */
export function fake<T extends ContractClass>(contract: T, answers: Answers<T>): Fake {
  const { name, calls } = contract.contract;
  const made: string[] = [];
  const client = Object.create((contract as unknown as Type).prototype as object) as Record<string, unknown>;
  for (const [call, definition] of Object.entries(calls)) {
    const handle = (answers as Record<string, ((input: unknown) => Promise<unknown>) | undefined>)[call];
    // A fake keeps nothing, so it cannot keep results by key.
    const operation = new Operation(name, call, { ...definition, idempotent: false });
    const handler = {
      handle: (input: unknown) => {
        made.push(call);
        return handle ? handle(input) : Promise.reject(new Error(`${operation.id} was not expected`));
      },
    };
    client[call] = localCall(new ServedCall(operation, handler, undefined), true);
  }
  return { contract, client, made };
}
