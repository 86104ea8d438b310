import { Module, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { type RootOptions, runAs } from '../src/call/call-context';
import { Settings } from '../src/configuration/settings';
import { declarationOf } from '../src/context/context-module';
import { IsomerModule } from '../src/context/isomer.module';
import type { Calls, ContractClass } from '../src/contract/contract';
import { EdgeModule } from '../src/edge/edge.module';
import { roleOf } from '../src/persistence/context-database';
import { Databases } from '../src/persistence/databases';
import { type Api, apiOf } from './api';
import { emptyDatabase } from './database';
import type { Fake } from './fake';

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
  /** Statements that the context sent to its database while `work` ran. */
  statements(work: () => Promise<unknown>): Promise<string[]>;
  close(): Promise<void>;
}

export interface BootOptions {
  /** Stand-ins for the contexts that this one calls. */
  fakes?: Fake[];
  /** HTTP modules to serve, for tests that go through the edge. */
  http?: Type[];
}

/** Boots one context alone on a real database of its own, with its neighbours faked from their contracts. */
export async function bootContext(
  context: Type,
  { fakes = [], http = [] }: BootOptions = {},
): Promise<BootedContext> {
  const { name } = declarationOf(context).contract.contract;
  const database = await emptyDatabase();
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
  return {
    module,
    api: apiOf(await app.getUrl()),
    client: (contract) => module.get(contract as unknown as Type),
    as: (id, work, options) =>
      runAs({ operation: 'test', principal: { kind: 'member', id }, ...options }, work),
    statements: (work) => recordStatements(module.get<DataSource>(getDataSourceToken(name)), work),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
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

async function recordStatements(source: DataSource, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const { logger } = source;
  const silent = () => undefined;
  source.logger = {
    logQuery: (statement) => void statements.push(statement),
    logQueryError: silent,
    logQuerySlow: silent,
    logSchemaBuild: silent,
    logMigration: silent,
    log: silent,
  };
  try {
    await work();
  } finally {
    source.logger = logger;
  }
  return statements;
}
