import { Controller, Global, Inject, Injectable, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { getDataSourceToken } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type TestDatabase, emptyDatabase } from '../../testing/database';
import { Settings } from '../configuration/settings';
import { everyone } from '../contract/access';
import { contract, query } from '../contract/contract';
import { Databases } from '../persistence/databases';
import { migrate } from '../persistence/migrate';
import { type ContextDeclaration, ContextModule, declarationOf } from './context-module';
import { IsomerModule } from './isomer.module';

const Nothing = z.object({});
class AlphaApi extends contract('alpha', {
  ask: query({ input: Nothing, output: Nothing, access: everyone }),
}) {}
class BetaApi extends contract('beta', {
  ask: query({ input: Nothing, output: Nothing, access: everyone }),
}) {}

@Injectable()
class Ask {
  async handle(): Promise<Record<string, never>> {
    return {};
  }
}

@Injectable()
class AlphaRepository {}

type Parts = Pick<ContextDeclaration, 'providers' | 'imports'> & { exports?: unknown[] };

function context(contractClass: typeof AlphaApi | typeof BetaApi, { exports, ...parts }: Parts): Type {
  class Context {}
  ContextModule({ contract: contractClass as typeof AlphaApi, calls: { ask: Ask }, ...parts })(Context);
  if (exports) Reflect.defineMetadata('exports', exports, Context);
  return Context;
}
const alpha = (parts: Parts = {}) => context(AlphaApi, parts);
const beta = (parts: Parts = {}) => context(BetaApi, parts);

/** A provider of beta that is given `token`, by its constructor or by a property. */
function needs(token: unknown): Type {
  @Injectable()
  class BetaService {
    constructor(@Inject(token as Type) readonly given: unknown) {}
  }
  return BetaService;
}
function needsAsProperty(token: unknown): Type {
  @Injectable()
  class BetaService {
    @Inject(token as Type) readonly given: unknown;
  }
  return BetaService;
}

let database: TestDatabase;
beforeAll(async () => {
  database = await emptyDatabase();
  const schemas = ['alpha', 'beta', 'gamma'].map((name) => ({ name, entities: [], migrations: [] }));
  await migrate({ adminUrl: database.url, schemas });
});
afterAll(() => database.drop());

async function start(...given: Type[] | [{ contexts: Type[]; others: Type[] }]): Promise<void> {
  const [first] = given;
  const { contexts, others } = typeof first === 'object' ? first : { contexts: given as Type[], others: [] };
  const address = { url: database.url };
  const module = await Test.createTestingModule({
    imports: [
      IsomerModule.forRoot({
        contexts,
        here: contexts.map((each) => declarationOf(each).contract.contract.name),
        settings: new Settings('http://localhost', 'a secret for tests that is long enough'),
        databases: new Databases({ alpha: address, beta: address, gamma: address }, 4),
      }),
      ...others,
    ],
  }).compile();
  try {
    await module.init();
  } finally {
    await module.close();
  }
}

/** A module of alpha's own, with its repository in it. */
function inside(): Type {
  @Module({ providers: [AlphaRepository], exports: [AlphaRepository] })
  class InsideAlpha {}
  return InsideAlpha;
}

test.each([needs, needsAsProperty])(
  'a provider that another context exports is not injected, by %p',
  async (service) => {
    const Alpha = alpha({ providers: [AlphaRepository], exports: [AlphaRepository] });
    const Beta = beta({ imports: [Alpha], providers: [service(AlphaRepository)] });
    await expect(start(Alpha, Beta)).rejects.toThrow(
      'Contexts meet at their contracts only: BetaService of beta is given AlphaRepository of alpha. Inject the contract class instead',
    );
  },
);

test('a provider of a module inside another context is not injected, though that context exports it', async () => {
  const Inside = inside();
  const Alpha = alpha({ imports: [Inside], exports: [Inside] });
  const Beta = beta({ imports: [Alpha], providers: [needs(AlphaRepository)] });
  await expect(start(Alpha, Beta)).rejects.toThrow('BetaService of beta is given AlphaRepository of alpha');
});

test('a provider of a global module inside another context is not injected', async () => {
  const Inside = inside();
  Global()(Inside);
  await expect(
    start(alpha({ imports: [Inside] }), beta({ providers: [needs(AlphaRepository)] })),
  ).rejects.toThrow('BetaService of beta is given AlphaRepository of alpha');
});

test('a factory is not given a provider of another context', async () => {
  const Alpha = alpha({ providers: [AlphaRepository], exports: [AlphaRepository] });
  const provider = { provide: 'made', useFactory: (given: unknown) => given, inject: [AlphaRepository] };
  await expect(start(Alpha, beta({ imports: [Alpha], providers: [provider] }))).rejects.toThrow(
    'made of beta is given AlphaRepository of alpha',
  );
});

test('the data source of another context is not injected', async () => {
  const token = getDataSourceToken('alpha');
  await expect(start(alpha(), beta({ providers: [needs(token)] }))).rejects.toThrow(
    /BetaService of beta is given alphaDataSource of alpha/,
  );
});

test('a module between two contexts hands nothing over', async () => {
  const Alpha = alpha({ providers: [AlphaRepository], exports: [AlphaRepository] });
  @Injectable()
  class Courier {
    constructor(readonly repository: AlphaRepository) {}
  }
  Reflect.defineMetadata('design:paramtypes', [AlphaRepository], Courier);
  @Module({ imports: [Alpha], providers: [Courier], exports: [Courier] })
  class Between {}
  await expect(start(Alpha, beta({ imports: [Between], providers: [needs(Courier)] }))).rejects.toThrow(
    'Courier of beta is given AlphaRepository of alpha',
  );
});

test("a module that several contexts share is not given what is one's own", async () => {
  const Alpha = alpha({ providers: [AlphaRepository], exports: [AlphaRepository] });
  @Module({
    imports: [Alpha],
    providers: [{ provide: 'courier', useFactory: (given: unknown) => given, inject: [AlphaRepository] }],
  })
  class Between {}
  class GammaApi extends contract('gamma', {
    ask: query({ input: Nothing, output: Nothing, access: everyone }),
  }) {}
  const Gamma = context(GammaApi as unknown as typeof BetaApi, { imports: [Between] });
  await expect(start(Alpha, beta({ imports: [Between] }), Gamma)).rejects.toThrow(
    'courier of Between is given AlphaRepository of alpha',
  );
});

test('a controller is not given a provider of a context, for its process may not have that', async () => {
  const Alpha = alpha({ providers: [AlphaRepository], exports: [AlphaRepository] });
  @Controller()
  class AlphaController {
    constructor(@Inject(AlphaRepository) readonly repository: unknown) {}
  }
  @Module({ imports: [Alpha], controllers: [AlphaController] })
  class AlphaHttpModule {}
  await expect(start({ contexts: [Alpha], others: [AlphaHttpModule] })).rejects.toThrow(
    'AlphaController of AlphaHttpModule is given AlphaRepository of alpha',
  );
});

test('every breach is named', async () => {
  const Alpha = alpha({ providers: [AlphaRepository], exports: [AlphaRepository] });
  const Beta = beta({
    imports: [Alpha],
    providers: [needs(AlphaRepository), needs(getDataSourceToken('alpha'))].map((type, i) => ({
      provide: `service ${i}`,
      useClass: type,
    })),
  });
  await expect(start(Alpha, Beta)).rejects.toThrow(
    'BetaService of beta is given AlphaRepository of alpha; BetaService of beta is given alphaDataSource of alpha',
  );
});

test('contracts are injected, and so is what a context has for itself', async () => {
  const Inside = inside();
  await start(
    alpha({ imports: [Inside], providers: [needs(AlphaRepository)] }),
    beta({ providers: [needs(AlphaApi), needsAsProperty(getDataSourceToken('beta'))] }),
  );
});

test('a plain module that several contexts import is shared by them', async () => {
  class Clock {}
  @Module({ providers: [Clock], exports: [Clock] })
  class ClockModule {}
  await start(
    alpha({ imports: [ClockModule], providers: [needs(Clock)] }),
    beta({ imports: [ClockModule], providers: [needs(Clock)] }),
  );
});

test("a global module of the application is everybody's", async () => {
  class Clock {}
  @Global()
  @Module({ providers: [Clock], exports: [Clock] })
  class ClockModule {}
  await start(
    alpha({ imports: [ClockModule], providers: [needs(Clock)] }),
    beta({ imports: [ClockModule], providers: [needs(Clock)] }),
  );
});

test('a class that is no context is named', () => {
  class Stranger {}
  expect(() => declarationOf(Stranger)).toThrow('Stranger is no context: decorate it with @ContextModule');
});

test('each context has a data source of its own', async () => {
  const sources: unknown[] = [];
  const collect = (name: string) => ({
    provide: 'collected',
    useFactory: (source: DataSource) => sources.push(source),
    inject: [getDataSourceToken(name)],
  });
  await start(alpha({ providers: [collect('alpha')] }), beta({ providers: [collect('beta')] }));
  expect(new Set(sources).size).toBe(2);
});
