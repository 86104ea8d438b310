import { Cron } from 'croner';
import { z } from 'zod';
import type { Call, ContractClass } from '../contract/contract';
import type { EventDefinition } from '../contract/event';

/** Names of the commands of a contract. */
export type CommandsOf<T extends ContractClass> = {
  [K in keyof T['contract']['calls'] & string]: T['contract']['calls'][K]['kind'] extends 'command'
    ? K
    : never;
}[keyof T['contract']['calls'] & string];

/** How a command runs by itself: `{}` when it is scheduled, and besides that again and again. */
export interface JobTimes {
  /** When, as a cron pattern of five fields, or of six with seconds first: `0 4 * * *`. The command needs no input then. */
  cron?: string;
  /** Of the pattern, as an IANA name. UTC if left out. */
  timeZone?: string;
}

/** A job starts at that time or soon after it: within a second while somebody is there to run it. */
export type JobTime = { at: Date } | { delayMs: number };

/** Keys of events never begin like this, so that what replaces a job replaces no event. */
export const jobKeys = 'job ';

/**
 * Key in the outbox of one job: it has one lane, on which there is never more than one run that has not begun.
 * @param key none for the runs of a cron pattern
 */
export function jobKey(command: string, key?: string): string {
  return key === undefined ? `${jobKeys}${command}` : `${jobKeys}${command} ${key}`;
}

/** A command as what is delivered when its time has come. */
export function jobDefinition(context: string, command: string, { input }: Call): EventDefinition {
  const name = `${jobKeys}${context}.${command}`;
  return { name, context, version: 1, schema: input, key: () => command, upcast: {} };
}

/** Payload of what is delivered when a cron pattern's time has come. */
export const Tick = z.object({ at: z.iso.datetime(), cron: z.string(), timeZone: z.string() });
export type Tick = z.infer<typeof Tick>;

/** Keys of ticks, and what their names begin with. */
const ticks = 'tick ';

export function tickDefinition(context: string, command: string): EventDefinition {
  return {
    name: `${ticks}${context}.${command}`,
    context,
    version: 1,
    schema: Tick,
    key: () => command,
    upcast: {},
  };
}

export function tickKey(command: string): string {
  // No command is named like this.
  return `${jobKeys}@${ticks}${command}`;
}

/** The first time of a pattern after a moment. @throws Error for a pattern that has none */
export function timeAfter(
  { cron, timeZone = 'UTC' }: { cron: string; timeZone?: string },
  moment: Date,
): Date {
  const next = new Cron(cron, { timezone: timeZone, paused: true }).nextRun(moment);
  if (!next) throw new Error(`The cron pattern '${cron}' has no time after ${moment.toISOString()}`);
  return next;
}

/** @throws Error for jobs that could not run, when the module is loaded */
export function assertJobs(
  { contract: { name, calls } }: ContractClass,
  jobs: Record<string, JobTimes>,
): void {
  for (const [command, { cron, timeZone }] of Object.entries(jobs)) {
    const call = calls[command];
    if (call?.kind !== 'command') throw new Error(`${name}.${command} cannot be a job: it is no command`);
    if (cron === undefined) continue;
    if (!call.input.safeParse({}).success)
      throw new Error(`${name}.${command} cannot run by a cron pattern: it needs an input`);
    try {
      const fields = cron.trim().split(/\s+/).length;
      if (fields < 5 || fields > 6)
        throw new Error(`'${cron}' has ${fields} fields instead of five, or six with seconds`);
      timeAfter({ cron, timeZone }, new Date());
    } catch (error) {
      throw new Error(`${name}.${command} has no times: ${(error as Error).message}`, { cause: error });
    }
  }
}
