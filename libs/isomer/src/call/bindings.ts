import type { Type } from '@nestjs/common';
import type { CallOptions, Calls, ContractClass, Invoke, InvokeStream } from '../contract/contract';
import { Unavailable } from '../contract/framework-errors';
import { deliverCall, deliverOperation, forgetCall, forgetOperation } from '../event/delivery';
import { type DeskCalls, deskCallName, deskCallNames, deskOperations } from '../event/desk-calls';
import type { Forget } from '../event/outbox-sweeper';
import type { Deliver } from '../event/hand-over';
import type { Transport } from '../transport/transport';
import { throwAwayServiceKeys } from '../service-keys/made-service-keys';
import type { ServiceKeys } from '../service-keys/service-keys';
import { localCall, localStream } from './local-call';
import { type Operation, operationsOf } from './operation';
import { PrincipalSigner } from './principal-signer';
import { remoteCall, remoteStream } from './remote-call';
import type { ServedCall } from './served-call';
import { refused } from './stream-call';

/** Where each call of each contract goes in this process. The only place that knows the placement. */
export class Bindings {
  private readonly operations = new Map<string, Operation>();
  private readonly signers = new Map<string, PrincipalSigner>();
  /** Of this process. */
  readonly keys: ServiceKeys;
  /** Names of all contexts of the build. */
  readonly contexts: readonly string[];
  private readonly served = new Map<string, ServedCall>();

  constructor(
    contracts: readonly ContractClass[],
    private readonly here: ReadonlySet<string>,
    private readonly transport: Transport | undefined,
    private readonly options: { throughCodec?: boolean; keys?: ServiceKeys } = {},
  ) {
    this.keys = options.keys ?? throwAwayServiceKeys();
    this.contexts = contracts.map(({ contract }) => contract.name);
    for (const contract of contracts) {
      const { name } = contract.contract;
      for (const operation of [
        ...operationsOf(contract),
        deliverOperation(name),
        forgetOperation(name),
        ...deskOperations(name),
      ])
        this.operations.set(operation.id, operation);
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
    const client = Object.create((contract as unknown as Type).prototype as object) as Record<
      string,
      Invoke | InvokeStream
    >;
    for (const call of Object.keys(calls)) client[call] = this.bind(this.operation(name, call));
    return client as Calls<T['contract']['calls']>;
  }

  /** Brings events to a context, wherever it runs. */
  deliverTo(context: string): Deliver {
    return this.bind(this.operation(context, deliverCall)) as Deliver;
  }

  /** Tells a context what it need not remember. */
  forgetIn(context: string): Forget {
    return this.bind(this.operation(context, forgetCall)) as Forget;
  }

  /** The desk of a context's events, wherever it runs. */
  deskOf(context: string): DeskCalls {
    const calls = deskCallNames.map((call) => [call, this.bind(this.operation(context, deskCallName(call)))]);
    return Object.fromEntries(calls) as DeskCalls;
  }

  /** One for all calls of a context: they share its tokens. */
  private signerFor(context: string): PrincipalSigner {
    const known = this.signers.get(context);
    if (known) return known;
    const signer = new PrincipalSigner(this.keys, context);
    this.signers.set(context, signer);
    return signer;
  }

  private bind(operation: Operation): Invoke | InvokeStream {
    const isStream = operation.call.kind === 'stream';
    if (!this.here.has(operation.context)) {
      if (!this.transport) return unreachable(operation);
      const signer = this.signerFor(operation.context);
      return (isStream ? remoteStream : remoteCall)(operation, this.transport, signer);
    }
    // Handlers may need this very client, so the served call is looked up when the first call comes.
    let invoke = (
      input: unknown,
      options?: CallOptions,
    ): Promise<unknown> | AsyncGenerator<unknown, void> => {
      const served = this.served.get(operation.id);
      if (!served) return refusal(operation, 'was called before the application had started');
      invoke = (isStream ? localStream : localCall)(served, this.options.throughCodec);
      return invoke(input, options);
    };
    return ((input, options) => invoke(input, options)) as Invoke | InvokeStream;
  }
}

function unreachable(operation: Operation): Invoke | InvokeStream {
  return (() => refusal(operation, 'runs elsewhere and this process has no transport')) as
    Invoke | InvokeStream;
}

function refusal({ id, call }: Operation, why: string): Promise<never> | AsyncGenerator<never, void> {
  const error = new Unavailable(`${id} ${why}`);
  return call.kind === 'stream' ? refused(error) : Promise.reject(error);
}
