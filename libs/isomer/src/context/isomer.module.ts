import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { Bindings } from '../call/bindings';
import { Settings } from '../configuration/settings';
import { Subscribers } from '../event/subscription';
import { Databases } from '../persistence/databases';
import { sharedServiceKeys } from '../service-keys/made-service-keys';
import type { ServiceKeys } from '../service-keys/service-keys';
import type { Transport } from '../transport/transport';
import { declarationOf, wantedBy } from './context-module';
import { InjectionWall, PLACED_CONTEXTS } from './injection-wall';
import { Placement } from './placement';
import { Serving } from './serving';

export interface IsomerOptions {
  /** Every context of the build. */
  contexts: Type[];
  /** Names of those that run in this process; the others are called over the transport. */
  here: string[];
  settings: Settings;
  /** Where the contexts that run here keep their data. */
  databases: Databases;
  /** Needed when a context runs elsewhere, or is to be called from elsewhere. */
  transport?: Transport;
  /** Who this process is and whom it believes. Left out, they follow from the deployment's secret. */
  keys?: ServiceKeys;
  /** Sends local calls through the wire's codec too. For tests. */
  throughCodec?: boolean;
  /** Shown to others beside this process's replicas. */
  version?: string;
}

export const TRANSPORT = Symbol('transport');

/** Not global, so that Nest stops it before the data sources, which are: what has begun is answered first. */
@Module({})
class ServingModule {}

/**
 * Binds every contract of the build to where it is served: `constructor(private readonly posts: PostsApi)`
 * gets a client that calls the handlers of this process or another process's.
 */
@Module({})
export class IsomerModule {
  static forRoot({
    contexts,
    here,
    settings,
    databases,
    transport,
    keys,
    throughCodec = false,
    version = '0',
  }: IsomerOptions): DynamicModule {
    const contracts = contexts.map((module) => declarationOf(module).contract);
    const placed = contexts.filter((module) => here.includes(declarationOf(module).contract.contract.name));
    const names = contracts.map(({ contract }) => contract.name);
    const bindings = new Bindings(contracts, new Set(here), transport, {
      throughCodec,
      keys: keys ?? sharedServiceKeys(settings, names),
    });
    const subscribers = new Subscribers();
    for (const module of contexts) {
      const declaration = declarationOf(module);
      const { contract, jobs = {}, sagas = [] } = declaration;
      const waitsForItself = Object.keys(jobs).length + sagas.length > 0;
      subscribers.add(contract.contract.name, wantedBy(declaration), waitsForItself);
    }
    const shared = [
      { provide: Subscribers, useValue: subscribers },
      { provide: Bindings, useValue: bindings },
      { provide: Databases, useValue: databases },
      { provide: Settings, useValue: settings },
      {
        provide: Placement,
        useValue: new Placement(
          here,
          names.filter((name) => !here.includes(name)),
        ),
      },
      { provide: TRANSPORT, useValue: transport },
      // A contract class is abstract and so a token; its mapped type just does not say so.
      ...contracts.map((contract) => ({
        provide: contract as unknown as Type,
        useValue: bindings.client(contract),
      })),
    ];
    const serving = {
      module: ServingModule,
      providers: [
        { provide: Serving, useFactory: () => new Serving(bindings, here, contracts, transport, version) },
      ],
      exports: [Serving],
    };
    return {
      module: IsomerModule,
      global: true,
      imports: [...placed, serving],
      providers: [...shared, { provide: PLACED_CONTEXTS, useValue: placed }, InjectionWall],
      exports: [...shared.map(({ provide }) => provide), ServingModule],
    };
  }
}
