import type { InjectionToken, Provider } from '@nestjs/common';
import type { ContractClass } from '../contract/contract';
import type { EventDefinition } from '../contract/event';
import type { Handled } from '../job/job-providers';
import { Jobs } from '../job/jobs';
import { UnitOfWork } from '../persistence/unit-of-work';
import type { AnySaga } from './definition';
import { SagaRunner, SagaWaits } from './saga-runner';
import { SagaStore } from './saga-store';
import type { Step } from './step';
import { Sagas, wakeDefinition } from './sagas';

/** Events that sagas of a context wait for. @throws Error for one that the context handles itself */
export function awaitedBy(
  context: string,
  sagas: readonly AnySaga[],
  handled: readonly EventDefinition[],
): EventDefinition[] {
  const names = new Set<string>();
  for (const { name, version } of sagas) {
    if (names.has(`${name} ${version}`))
      throw new Error(`${context} has two sagas ${name} of version ${version}`);
    names.add(`${name} ${version}`);
  }
  const awaited = new Map(
    stepsOf(sagas).flatMap((step) => (step.kind === 'event' ? [[step.event.name, step.event]] : [])),
  );
  for (const { name } of handled)
    if (awaited.has(name))
      throw new Error(`${context} handles ${name} itself, so its sagas cannot wait for it too`);
  return [...awaited.values()];
}

/** What a context's module needs for its sagas, and what is delivered to it for them. */
export function sagaProviders(
  context: string,
  sagas: readonly AnySaga[],
  awaited: readonly EventDefinition[],
): { providers: Provider[]; delivered: Handled[] } {
  const called = [...new Set(stepsOf(sagas).flatMap(contractsOf))];
  const runner = `runs sagas of ${context}`;
  const waits = awaited.map((event) => ({
    event,
    handler: `sagas of ${context} that wait for ${event.name}`,
  }));
  const inject: InjectionToken[] = [SagaStore, Sagas, UnitOfWork];
  const providers: Provider[] = [
    { provide: SagaStore, useFactory: (work: UnitOfWork) => new SagaStore(work), inject: [UnitOfWork] },
    {
      provide: Sagas,
      useFactory: (store: SagaStore, work: UnitOfWork, jobs: Jobs) =>
        new Sagas(context, sagas, store, work, jobs),
      inject: [SagaStore, UnitOfWork, Jobs],
    },
    {
      provide: runner,
      useFactory: (store: SagaStore, own: Sagas, work: UnitOfWork, ...clients: object[]) =>
        new SagaRunner(
          context,
          sagas,
          store,
          own,
          work,
          new Map(called.map((each, i) => [each, clients[i]!])),
        ),
      inject: [...inject, ...(called as unknown as InjectionToken[])],
    },
    ...waits.map(({ event, handler }) => ({
      provide: handler,
      useFactory: (store: SagaStore, own: Sagas, work: UnitOfWork) => new SagaWaits(event, store, own, work),
      inject,
    })),
  ];
  return { providers, delivered: [{ event: wakeDefinition(context), handler: runner }, ...waits] };
}

function stepsOf(sagas: readonly AnySaga[]): Step[] {
  return sagas.flatMap(({ stages }) => stages.flatMap((stage) => Object.values(stage)));
}

function contractsOf(step: Step): ContractClass[] {
  if (step.kind === 'event') return [];
  return [step.contract, ...(step.undo ? [step.undo.contract] : [])];
}
