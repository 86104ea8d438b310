import { Module, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Bindings } from '../src/call/bindings';
import { type RootOptions, runAs } from '../src/call/call-context';
import { Settings } from '../src/configuration/settings';
import { declarationOf } from '../src/context/context-module';
import { IsomerModule } from '../src/context/isomer.module';
import type { Calls, ContractClass } from '../src/contract/contract';
import type { EventClass, Payload } from '../src/contract/event';
import { EdgeModule } from '../src/edge/edge.module';
import { EventDesk, type ScheduledRun } from '../src/event/event-desk';
import { jobKeys } from '../src/job/job';
import { roleOf } from '../src/persistence/context-database';
import { Databases } from '../src/persistence/databases';
import { type Api, apiOf } from './api';
import { type TestDatabase, emptyDatabase } from './database';
import type { Fake } from './fake';
import { wastefulPlans } from './plans';
import { statementsOf } from './statements';

/** Issuer and audience of tokens in contexts that are booted alone. */
export const testPublicUrl = 'http://localhost';

export interface BootedContext {
  module: TestingModule;
  /** The client of a contract, as a consumer gets it. */
  client<T extends ContractClass>(contract: T): Calls<T['contract']['calls']>;
  /** Its edge, over HTTP. */
  api: Api;
  /** Runs `work` on behalf of a member. */
  as<T>(memberId: string, work: () => Promise<T>, options?: Partial<RootOptions>): Promise<T>;
  /** Brings it an event of another context, as a relay does. @throws Error with what the handler failed with */
  deliver<T extends EventClass>(event: T, payload: Payload<T>): Promise<void>;
  /** What it has published so far, oldest first. */
  published(): Promise<{ name: string; payload: unknown }[]>;
  /** What waits for its time, the next first. */
  scheduled(): Promise<ScheduledRun[]>;
  /** Brings forward what is scheduled: its time has come. */
  makeDue(): Promise<void>;
  /** Where it keeps its data. */
  database: TestDatabase;
  /** Statements that the context sent to its database while `work` ran. */
  statements(work: () => Promise<unknown>): Promise<string[]>;
  /** Those of them that read a large table from end to end, or sort many rows, each with its plan. */
  wasteful(work: () => Promise<unknown>): Promise<string[]>;
  close(): Promise<void>;
}

export interface BootOptions {
  /** Stand-ins for the contexts that this one calls. */
  fakes?: Fake[];
  /** HTTP modules to serve, for tests that go through the edge. */
  http?: Type[];
  /** That of another replica; one of its own if left out. */
  database?: TestDatabase;
}

/** Boots one context alone on a real database of its own, with its neighbours faked from their contracts. */
export async function bootContext(
  context: Type,
  { fakes = [], http = [], database: shared }: BootOptions = {},
): Promise<BootedContext> {
  const { name } = declarationOf(context).contract.contract;
  const database = shared ?? (await emptyDatabase());
  const databases = new Databases({ [name]: { url: database.url, role: roleOf(name) } }, 5);
  const module = await Test.createTestingModule({
    imports: [
      IsomerModule.forRoot({
        contexts: [context],
        here: [name],
        settings: new Settings(testPublicUrl, 'a secret for tests that is long enough'),
        databases,
        throughCodec: true,
      }),
      fakesModule(fakes),
      EdgeModule.forRoot(http),
    ],
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), {
    logger: ['fatal', 'error'],
  });
  await app.listen(0, '127.0.0.1');
  const source = module.get<DataSource>(getDataSourceToken(name));
  return {
    module,
    api: apiOf(await app.getUrl()),
    client: (contract) => module.get(contract as unknown as Type),
    as: (id, work, options) =>
      runAs({ operation: 'test', principal: { kind: 'member', id }, ...options }, work),
    deliver: (event, payload) => deliver(module, name, event, payload),
    published: () => published(source),
    scheduled: () => new EventDesk(name, source).scheduled(1_000),
    makeDue: async () => {
      await source.query('UPDATE outbox_lane SET due_at = now() WHERE due_at > now() AND attempts = 0');
    },
    database,
    statements: async (work) => (await statementsOf(source, work)).map(({ text }) => text),
    wasteful: async (work) => wastefulPlans(source, await statementsOf(source, work)),
    close: async () => {
      await app.close();
      if (!shared) await database.drop();
    },
  };
}

let delivered = 0;

async function deliver<T extends EventClass>(
  module: TestingModule,
  context: string,
  { event }: T,
  payload: Payload<T>,
): Promise<void> {
  const system = { operation: 'test', principal: { kind: 'system', name: 'events' } as const };
  // A key of its own for each, so that none waits for another.
  const seq = String(++delivered);
  const { failure } = await runAs(system, () =>
    module.get(Bindings).deliverTo(context)({
      publisher: event.context,
      key: `${event.key(payload)} ${seq}`,
      after: '0',
      fresh: true,
      events: [
        {
          seq,
          name: event.name,
          version: event.version,
          payload: JSON.stringify(payload),
          traceId: '',
          publishedAt: new Date().toISOString(),
        },
      ],
    }),
  );
  if (failure) throw new Error(failure.error);
}

async function published(source: DataSource): Promise<{ name: string; payload: unknown }[]> {
  const rows: { name: string; payload: string }[] = await source.query(
    `SELECT name, payload FROM outbox WHERE NOT starts_with(key, '${jobKeys}') ORDER BY seq`,
  );
  return rows.map(({ name, payload }) => ({ name, payload: JSON.parse(payload) as unknown }));
}

function fakesModule(fakes: Fake[]) {
  @Module({})
  class FakesModule {}
  const providers = fakes.map(({ contract, client }) => ({
    provide: contract as unknown as Type,
    useValue: client,
  }));
  return { module: FakesModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
}
