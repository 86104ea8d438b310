import 'reflect-metadata';
import { type AnyErrorClass, type ContractClass, declarationOf, frameworkErrors } from '@isomer/framework';
import { httpStatus } from '@isomer/framework/edge';
import { contextModules, contracts } from './contexts';

const generated = '<!-- Made from the code by `npm run generate`. Do not edit. -->\n';

/** What each context offers and whom it calls, read from the contracts and the constructors. */
export function architecturePage(): string {
  const uses = contextModules.flatMap((module) => {
    const { contract, calls, providers = [] } = declarationOf(module);
    const classes = [...Object.values(calls), ...providers].filter((each) => typeof each === 'function');
    const used = new Set(classes.flatMap((each) => contractsIn(each)));
    return [...used].map((other) => [contract.contract.name, other] as const);
  });
  const names = contracts.map(({ contract }) => contract.name);
  return [
    generated,
    '# Architecture',
    'Each context owns its data in a schema of its own and is reached by its contract only. The edge calls all of them. Which of them share a process is configuration.',
    '```mermaid',
    'flowchart LR',
    '  edge([edge])',
    ...names.map((name) => `  ${name}[${name}]`),
    ...names.map((name) => `  edge --> ${name}`),
    ...uses.map(([from, to]) => `  ${from} --> ${to}`),
    '```',
    '',
    ...contracts.map(contractSection),
  ].join('\n');
}

function contractsIn(target: object): string[] {
  const parameters = (Reflect.getMetadata('design:paramtypes', target) ?? []) as unknown[];
  return contracts.filter((contract) => parameters.includes(contract)).map(({ contract }) => contract.name);
}

function contractSection({ contract: { name, version, calls } }: ContractClass): string {
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
  ].join('\n');
}

/** Every error of the API. Codes are never used for another error. */
export function errorsPage(): string {
  const all = contracts.flatMap(({ contract }) =>
    Object.values(contract.calls).flatMap(({ errors }) => errors),
  ) as AnyErrorClass[];
  const declared = [...new Map(all.map((type) => [type.code, type])).values()].sort((a, b) =>
    a.code.localeCompare(b.code),
  );
  const rows = [
    ...declared.map(
      ({ code, meaning, template }) =>
        `| \`${code}\` | ${httpStatus(code, meaning)} | ${meaning} | ${template} |`,
    ),
    ...frameworkErrors.map(
      ({ code, meaning }) =>
        `| \`${code}\` | ${httpStatus(code, meaning)} | ${meaning} | of the framework: any call may end with it |`,
    ),
  ];
  return [
    generated,
    '# Errors',
    'Every error of the API is a problem document (RFC 9457) whose `type` is `urn:isomer:problem:` and one of these codes, or `http-` and the status where HTTP itself has words for it (a path that nobody serves, a body that is too large or no JSON). A code is never used for another error. What is not HTTP enough to reach the API (a broken header, a request line over 16 kB) is answered by the server below it.',
    '',
    '| code | status | meaning | what it says |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
