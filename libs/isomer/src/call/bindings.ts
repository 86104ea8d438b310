import type { Type } from '@nestjs/common';
import type { Calls, ContractClass, Invoke } from '../contract/contract';
import { Unavailable } from '../contract/framework-errors';
import type { Transport } from '../transport/transport';
import { localCall } from './local-call';
import { type Operation, operationsOf } from './operation';
import { remoteCall } from './remote-call';
import type { ServedCall } from './served-call';

/** Where each call of each contract goes in this process. The only place that knows the placement. */
export class Bindings {
  private readonly operations = new Map<string, Operation>();
  private readonly served = new Map<string, ServedCall>();

  constructor(
    contracts: readonly ContractClass[],
    private readonly here: ReadonlySet<string>,
    private readonly transport: Transport | undefined,
    private readonly options: { throughCodec?: boolean } = {},
  ) {
    for (const contract of contracts) {
      for (const operation of operationsOf(contract)) this.operations.set(operation.id, operation);
    }
  }

  operation(context: string, name: string): Operation {
    const operation = this.operations.get(`${context}.${name}`);
    if (!operation) throw new Error(`There is no call ${context}.${name}`);
    return operation;
  }

  serve(call: ServedCall): void {
    this.served.set(call.operation.id, call);
  }

  /** The calls that a context serves here, by name. */
  servedBy(context: string): Map<string, ServedCall> {
    const calls = [...this.served.values()].filter(({ operation }) => operation.context === context);
    return new Map(calls.map((call) => [call.operation.name, call]));
  }

  /** An instance of a contract class: what its consumers get injected. */
  client<T extends ContractClass>(contract: T): Calls<T['contract']['calls']> {
    const { name, calls } = contract.contract;
    const client = Object.create((contract as unknown as Type).prototype as object) as Record<string, Invoke>;
    for (const call of Object.keys(calls)) client[call] = this.bind(this.operation(name, call));
    return client as Calls<T['contract']['calls']>;
  }

  private bind(operation: Operation): Invoke {
    if (!this.here.has(operation.context)) {
      return this.transport ? remoteCall(operation, this.transport) : unreachable(operation);
    }
    // Handlers may need this very client, so the served call is looked up when the first call comes.
    let invoke: Invoke = (input, options) => {
      const served = this.served.get(operation.id);
      if (!served)
        return Promise.reject(
          new Unavailable(`${operation.id} was called before the application had started`),
        );
      invoke = localCall(served, this.options.throughCodec);
      return invoke(input, options);
    };
    return (input, options) => invoke(input, options);
  }
}

function unreachable({ id }: Operation): Invoke {
  return () => Promise.reject(new Unavailable(`${id} runs elsewhere and this process has no transport`));
}
