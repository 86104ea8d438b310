import { Module, type ModuleMetadata, type Provider, type Type, applyDecorators } from '@nestjs/common';
import { TypeOrmModule, getDataSourceToken } from '@nestjs/typeorm';
import { DataSource, type MigrationInterface } from 'typeorm';
import { Bindings } from '../call/bindings';
import { ServedCall } from '../call/served-call';
import { Settings } from '../configuration/settings';
import type { ContractClass, Handler } from '../contract/contract';
import { Databases } from '../persistence/databases';
import { IdempotencyStore } from '../persistence/idempotency-store';
import { IdempotencySweeper } from '../persistence/idempotency-sweeper';
import { UnitOfWork } from '../persistence/unit-of-work';

/** A context as its module declares it. */
export interface ContextDeclaration<T extends ContractClass = ContractClass> {
  contract: T;
  /** What serves each call. The compiler holds it to the contract: none is missing, none has another type. */
  calls: { [K in keyof T['contract']['calls']]: Type<Handler<T, K>> };
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
  const { contract, calls, providers = [], imports = [] } = declaration;
  const { name } = contract.contract;
  const handlers = Object.entries(calls) as [string, Type<{ handle(input: unknown): Promise<unknown> }>][];
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
        {
          provide: UnitOfWork,
          useFactory: (source: DataSource) => new UnitOfWork(source),
          inject: [getDataSourceToken(name)],
        },
        {
          provide: IdempotencyStore,
          useFactory: (source: DataSource, settings: Settings) =>
            new IdempotencyStore(source, settings.deriveKey(`${name} idempotency`)),
          inject: [getDataSourceToken(name), Settings],
        },
        IdempotencySweeper,
        {
          provide: `serves ${name}`,
          useFactory: (
            bindings: Bindings,
            store: IdempotencyStore,
            ...instances: { handle(input: unknown): Promise<unknown> }[]
          ) => {
            handlers.forEach(([call], i) =>
              bindings.serve(new ServedCall(bindings.operation(name, call), instances[i]!, store)),
            );
            return name;
          },
          inject: [Bindings, IdempotencyStore, ...handlers.map(([, handler]) => handler)],
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

export function schemaOf({ contract, entities = [], migrations = [] }: ContextDeclaration) {
  return { name: contract.contract.name, entities, migrations };
}
