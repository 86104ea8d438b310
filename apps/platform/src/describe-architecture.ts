import 'reflect-metadata';
import { type ContextDeclaration, type JobTimes, declarationOf } from '@isomer/framework';
import { contextModules, contracts } from './contexts';

export const generated = '<!-- Made from the code by `npm run generate`. Do not edit. -->\n';

/** What each context offers and whom it calls, read from the contracts and the constructors. */
export function architecturePage(): string {
  const uses = contextModules.flatMap((module) => {
    const { contract, calls, events = [], providers = [] } = declarationOf(module);
    const handlers = [...Object.values(calls), ...events.map(({ handler }) => handler)];
    const classes = [...handlers, ...providers].filter((each) => typeof each === 'function');
    const used = new Set(classes.flatMap((each) => contractsIn(each)));
    return [...used].map((other) => [contract.contract.name, other] as const);
  });
  const hears = contextModules.flatMap((module) => {
    const { contract, events = [] } = declarationOf(module);
    return events.map(({ event }) => ({ event, subscriber: contract.contract.name }));
  });
  const names = contracts.map(({ contract }) => contract.name);
  return [
    generated,
    '# Architecture',
    'Each context owns its data in a schema of its own and is reached by its contract only. The edge calls all of them. Which of them share a process is configuration. A line is a call, a dotted one an event.',
    '```mermaid',
    'flowchart LR',
    '  edge([edge])',
    ...names.map((name) => `  ${name}[${name}]`),
    ...names.map((name) => `  edge --> ${name}`),
    ...uses.map(([from, to]) => `  ${from} --> ${to}`),
    ...hears.map(({ event, subscriber }) => `  ${event.context} -. ${event.name} .-> ${subscriber}`),
    '```',
    '',
    ...contextModules.map((module) => contextSection(declarationOf(module))),
  ].join('\n');
}

function contractsIn(target: object): string[] {
  const parameters = (Reflect.getMetadata('design:paramtypes', target) ?? []) as unknown[];
  return contracts.filter((contract) => parameters.includes(contract)).map(({ contract }) => contract.name);
}

function contextSection({ contract: { contract }, jobs = {} }: ContextDeclaration): string {
  const { name, version, calls, events } = contract;
  const rows = Object.entries(calls).map(([call, { kind, access, errors, deadlineMs }]) => {
    const codes = errors.map(({ code }) => `\`${code}\``).join(', ');
    return `| \`${name}.${call}\` | ${kind} | ${access.name} | ${deadlineMs} | ${codes} |`;
  });
  return [
    `## ${name}, contract version ${version}`,
    '',
    '| call | kind | who may call | deadline, ms | declared errors |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...(events.length === 0 ? [] : ['| event | version |', '| --- | --- |']),
    ...events.map(({ event }) => `| \`${event.name}\` | ${event.version} |`),
    '',
    ...(Object.keys(jobs).length === 0 ? [] : ['| job | when |', '| --- | --- |']),
    ...Object.entries(jobs as Record<string, JobTimes>).map(
      ([command, times]) => `| \`${name}.${command}\` | ${whenever(times)} |`,
    ),
    '',
  ].join('\n');
}

function whenever({ cron, timeZone = 'UTC' }: JobTimes): string {
  return cron === undefined ? 'scheduled' : `\`${cron}\` in ${timeZone}`;
}
