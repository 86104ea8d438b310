import type { InjectionToken, Provider } from '@nestjs/common';
import type { ContractClass } from '../contract/contract';
import type { EventDefinition } from '../contract/event';
import { UnitOfWork } from '../persistence/unit-of-work';
import { type JobTimes, assertJobs, jobDefinition, tickDefinition } from './job';
import { Jobs } from './jobs';
import { Ticks } from './ticks';

/** What is delivered to a context, and the token of what handles it there. */
export interface Handled {
  event: EventDefinition;
  handler: InjectionToken;
}

/**
 * What a context's module needs for its jobs, and what its own outbox delivers to it for them. The receiver gets the handler
 * of a job's command as what handles an event: it runs for the platform, so there is no access to check, and nobody gets its
 * output.
 */
export function jobProviders(
  contract: ContractClass,
  handlers: Record<string, InjectionToken>,
  jobs: Record<string, JobTimes>,
): { providers: Provider[]; delivered: Handled[] } {
  assertJobs(contract, jobs);
  const { name, calls } = contract.contract;
  const commands = Object.keys(jobs);
  const providers: Provider[] = [{ provide: Jobs, useFactory: () => new Jobs(name, calls, commands) }];
  const delivered = commands.map((command) => ({
    event: jobDefinition(name, command, calls[command]!),
    handler: handlers[command]!,
  }));
  for (const [command, { cron, timeZone = 'UTC' }] of Object.entries(jobs)) {
    if (cron === undefined) continue;
    const handler = `times of ${name}.${command}`;
    providers.push({
      provide: handler,
      useFactory: (waiting: Jobs, work: UnitOfWork) =>
        new Ticks(name, command, { cron, timeZone }, waiting, work),
      inject: [Jobs, UnitOfWork],
    });
    delivered.push({ event: tickDefinition(name, command), handler });
  }
  return { providers, delivered };
}
