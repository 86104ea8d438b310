import 'reflect-metadata';
import { STATUS_CODES } from 'node:http';
import { type AnyErrorClass, EventDeskApi, frameworkErrors } from '@isomer/framework';
import { httpSentences, httpStatus } from '@isomer/framework/edge';
import { contracts } from './contexts';
import { generated } from './describe-architecture';

/** Every error of the API. Codes are never used for another error. */
export function errorsPage(): string {
  const all = [...contracts, EventDeskApi].flatMap(({ contract }) =>
    Object.values(contract.calls).flatMap(({ errors }) => errors),
  ) as AnyErrorClass[];
  const declared = [...new Map(all.map((type) => [type.code, type])).values()].sort((a, b) =>
    a.code.localeCompare(b.code),
  );
  return [
    generated,
    '# Errors',
    'Every error of the API is a problem document (RFC 9457) whose `type` is `urn:isomer:problem:` and one of these codes. A code is never used for another error.',
    '',
    '## Of the contexts',
    '',
    ...table(
      declared.map(({ code, meaning, template }) => [code, httpStatus(code, meaning), meaning, template]),
    ),
    '',
    '## Of the framework, for any operation',
    '',
    ...table(
      frameworkErrors.map(({ code, meaning, when }) => [code, httpStatus(code, meaning), meaning, when]),
    ),
    '',
    '## Of HTTP, for any request',
    '',
    ...table(
      Object.entries(httpSentences).map(([status, sentences]) => [
        `http-${status}`,
        status,
        STATUS_CODES[status]!,
        `${Object.values<string>(sentences).join('. ')}.`.replaceAll('_', '\\_'),
      ]),
    ),
    '',
    'Nothing is answered where the client has broken the connection.',
    '',
  ].join('\n');
}

function table(rows: [code: string, status: number | string, meaning: string, says: string][]): string[] {
  return [
    '| code | status | meaning | what it says |',
    '| --- | --- | --- | --- |',
    ...rows.map(([code, ...cells]) => `| \`${code}\` | ${cells.join(' | ')} |`),
  ];
}
