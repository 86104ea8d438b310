import { Module, type ModuleMetadata, type Provider, type Type, applyDecorators } from '@nestjs/common';
import { TypeOrmModule, getDataSourceToken } from '@nestjs/typeorm';
import { DataSource, type MigrationInterface } from 'typeorm';
import { Bindings } from '../call/bindings';
import { type AnyHandler, ServedCall } from '../call/served-call';
import { Settings } from '../configuration/settings';
import type { ContractClass, Handler } from '../contract/contract';
import { type Delivery, type Forgotten, deliverCall, forgetCall } from '../event/delivery';
import { type DeskCall, deskCallName, deskHandlers } from '../event/desk-calls';
import { EventDesk } from '../event/event-desk';
import { Outbox } from '../event/outbox';
import { OutboxSweeper } from '../event/outbox-sweeper';
import { Receiver } from '../event/receiver';
import { Relays } from '../event/relays';
import { type AnyEventHandler, Subscribers, type Subscription } from '../event/subscription';
import type { CommandsOf, JobTimes } from '../job/job';
import { type Handled, jobProviders } from '../job/job-providers';
import { Jobs } from '../job/jobs';
import { Databases } from '../persistence/databases';
import { IdempotencyStore } from '../persistence/idempotency-store';
import { IdempotencySweeper } from '../persistence/idempotency-sweeper';
import { UnitOfWork } from '../persistence/unit-of-work';
import type { AnySaga } from '../saga/definition';
import { awaitedBy, sagaProviders } from '../saga/saga-providers';

/** A context as its module declares it. */
export interface ContextDeclaration<T extends ContractClass = ContractClass> {
  contract: T;
  /** What serves each call. The compiler holds it to the contract: none is missing, none has another type. */
  calls: { [K in keyof T['contract']['calls']]: Type<Handler<T, K>> };
  /** Events of other contexts that it handles. */
  events?: Subscription[];
  /** Commands that run by themselves: when they are scheduled, or by a cron pattern. */
  jobs?: { [K in CommandsOf<T>]?: JobTimes };
  /** Sagas that it runs, older versions too for as long as some of those run. */
  sagas?: AnySaga[];
  providers?: Provider[];
  imports?: ModuleMetadata['imports'];
  entities?: Type[];
  migrations?: Type<MigrationInterface>[];
}

const declarations = new WeakMap<object, ContextDeclaration>();

/**
 * Makes a class the Nest module of a bounded context: its handlers, its repositories, and a
 * {@link UnitOfWork} on a schema of its own.
 */
export function ContextModule<T extends ContractClass>(declaration: ContextDeclaration<T>): ClassDecorator {
  const { contract, calls, events = [], providers = [], imports = [] } = declaration;
  const jobs = jobProviders(contract, calls, (declaration.jobs ?? {}) as Record<string, JobTimes>);
  const { name } = contract.contract;
  const sagas = sagaProviders(name, declaration.sagas ?? [], awaitedOf(declaration));
  const delivered: Handled[] = [...events, ...jobs.delivered, ...sagas.delivered];
  const handlers = Object.entries(calls) as [string, Type<AnyHandler>][];
  return applyDecorators(
    (target: object) => void declarations.set(target, declaration as unknown as ContextDeclaration),
    Module({
      imports: [
        TypeOrmModule.forRootAsync({
          name,
          inject: [Databases],
          useFactory: (databases: Databases) => ({
            ...databases.optionsOf(schemaOf(declaration as unknown as ContextDeclaration)),
            // Whoever starts the process again waits better than a process that looks alive and is not.
            toRetry: () => false,
          }),
          dataSourceFactory: (options) => new DataSource(options!).initialize(),
        }),
        ...imports,
      ],
      providers: [
        ...providers,
        ...handlers.map(([, handler]) => handler),
        ...events.map(({ handler }) => handler),
        {
          provide: Outbox,
          useFactory: (subscribers: Subscribers) => new Outbox(name, contract.contract.events, subscribers),
          inject: [Subscribers],
        },
        {
          provide: UnitOfWork,
          useFactory: (source: DataSource, outbox: Outbox, jobs: Jobs) =>
            new UnitOfWork(source, outbox, jobs),
          inject: [getDataSourceToken(name), Outbox, Jobs],
        },
        ...jobs.providers,
        ...sagas.providers,
        {
          provide: Relays,
          useFactory: (source: DataSource, outbox: Outbox, subscribers: Subscribers, bindings: Bindings) =>
            new Relays(name, source, outbox, subscribers, bindings),
          inject: [getDataSourceToken(name), Outbox, Subscribers, Bindings],
        },
        {
          provide: IdempotencyStore,
          useFactory: (source: DataSource, settings: Settings) =>
            new IdempotencyStore(source, settings.deriveKey(`${name} idempotency`)),
          inject: [getDataSourceToken(name), Settings],
        },
        IdempotencySweeper,
        {
          provide: OutboxSweeper,
          useFactory: (
            source: DataSource,
            subscribers: Subscribers,
            bindings: Bindings,
            settings: Settings,
          ) =>
            new OutboxSweeper(
              name,
              source,
              settings.eventRetentionHours,
              (subscriber) => bindings.forgetIn(subscriber),
              [...subscribers.wanted(name).keys()],
            ),
          inject: [getDataSourceToken(name), Subscribers, Bindings, Settings],
        },
        {
          provide: `serves ${name}`,
          useFactory: (bindings: Bindings, store: IdempotencyStore, ...instances: AnyHandler[]) => {
            handlers.forEach(([call], i) =>
              bindings.serve(new ServedCall(bindings.operation(name, call), instances[i]!, store)),
            );
            return name;
          },
          inject: [Bindings, IdempotencyStore, ...handlers.map(([, handler]) => handler)],
        },
        {
          provide: `what is delivered to ${name}`,
          useFactory: (
            source: DataSource,
            bindings: Bindings,
            work: UnitOfWork,
            databases: Databases,
            ...instances: AnyEventHandler[]
          ) => {
            const receiver = new Receiver(name, work, () => databases.mostConnections);
            delivered.forEach(({ event }, i) => receiver.handle(event, instances[i]!));
            const serve = (call: string, handle: (input: never) => Promise<unknown>) =>
              bindings.serve(
                new ServedCall(bindings.operation(name, call), { handle } as AnyHandler, undefined),
              );
            serve(deliverCall, (delivery: Delivery) => receiver.receive(delivery));
            serve(forgetCall, (forgotten: Forgotten) => receiver.forget(forgotten));
            for (const [call, handle] of Object.entries(deskHandlers(new EventDesk(name, source))))
              serve(deskCallName(call as DeskCall), handle);
            return name;
          },
          inject: [
            getDataSourceToken(name),
            Bindings,
            UnitOfWork,
            Databases,
            ...delivered.map(({ handler }) => handler),
          ],
        },
      ],
    }),
  );
}

/** @throws Error for a class that is no context */
export function declarationOf(module: Type): ContextDeclaration {
  const declaration = declarations.get(module);
  if (!declaration) throw new Error(`${module.name} is no context: decorate it with @ContextModule`);
  return declaration;
}

/** Names of the events that it wants, for its handlers and for its sagas. */
export function wantedBy(declaration: ContextDeclaration): string[] {
  const events = [...(declaration.events ?? []).map(({ event }) => event), ...awaitedOf(declaration)];
  return events.map(({ name }) => name);
}

function awaitedOf({
  contract,
  events = [],
  sagas = [],
}: Pick<ContextDeclaration, 'events' | 'sagas'> & { contract: ContractClass }) {
  return awaitedBy(
    contract.contract.name,
    sagas,
    events.map(({ event }) => event),
  );
}

export function schemaOf({ contract, entities = [], migrations = [] }: ContextDeclaration) {
  return { name: contract.contract.name, entities, migrations };
}
