import { Bindings } from '../src/call/bindings';
import { dispatcher } from '../src/call/dispatch';
import { ServedCall } from '../src/call/served-call';
import type { Calls, ContractClass, Handler } from '../src/contract/contract';
import type { IdempotencyStore } from '../src/persistence/idempotency-store';
import { MemoryNetwork } from './memory-transport';

/** The ways in which a context can be reached; a rule about calls holds in all of them. */
export const placements = ['here', 'here, through the codec', 'elsewhere'] as const;
export type Placed = (typeof placements)[number];

/** The client of a contract, wherever it is served. */
export type ClientOf = <T extends ContractClass>(contract: T) => Calls<T['contract']['calls']>;
type Handlers<T extends ContractClass> = { [K in keyof T['contract']['calls']]: Handler<T, K>['handle'] };

/** A context without Nest: its contract and functions that serve it. */
export interface Part {
  contract: ContractClass;
  handlers(client: ClientOf): Record<string, (input: never) => Promise<unknown>>;
  store?: IdempotencyStore;
}

/** What serves a contract; `handlers` gets the clients of all of them. */
export function part<T extends ContractClass>(
  contract: T,
  handlers: (client: ClientOf) => Handlers<T>,
  store?: IdempotencyStore,
): Part {
  return { contract, handlers: handlers as Part['handlers'], store };
}

/** Places contexts in this process or each in a "process" of its own, and answers the client of their caller. */
export async function arrange(placed: Placed, ...parts: Part[]): Promise<ClientOf> {
  const contracts = parts.map(({ contract }) => contract);
  const network = new MemoryNetwork();
  const processOf = (here: readonly string[]) =>
    new Bindings(contracts, new Set(here), network.transport(), {
      throughCodec: placed === 'here, through the codec',
    });
  const names = contracts.map(({ contract }) => contract.name);
  const caller = processOf(placed === 'elsewhere' ? [] : names);
  for (const each of parts) {
    const { name } = each.contract.contract;
    const process = placed === 'elsewhere' ? processOf([name]) : caller;
    serve(process, each);
    if (placed === 'elsewhere') {
      await network
        .transport()
        .serve(name, dispatcher(each.contract, process.servedBy(name)), { version: '0', calls: {} });
    }
  }
  return (contract) => caller.client(contract);
}

function serve(process: Bindings, { contract, handlers, store }: Part): void {
  const functions = handlers((other) => process.client(other));
  for (const [name, handle] of Object.entries(functions)) {
    const operation = process.operation(contract.contract.name, name);
    process.serve(
      new ServedCall(operation, { handle: handle as (input: unknown) => Promise<unknown> }, store),
    );
  }
}
