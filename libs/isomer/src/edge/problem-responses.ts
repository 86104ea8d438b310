import { ApiResponse } from '@nestjs/swagger';
import type { Call } from '../contract/contract';
import type { Violation } from '../contract/framework-errors';
import { possibleProblems } from './possible-problems';
import { type Problem, problemCode } from './problem';

/** The problems of an operation by status, each with an example of its own. */
export function problemResponses(
  call: Call,
  of: { refused: Violation[] | undefined; ifMatch: boolean; takesBody: boolean },
): MethodDecorator[] {
  const byStatus = new Map<number, { says: string[]; examples: Examples }>();
  for (const { problem, says } of possibleProblems(call, of)) {
    const { status, detail } = problem;
    const response = byStatus.get(status) ?? { says: [], examples: {} };
    byStatus.set(status, response);
    const code = problemCode(problem);
    response.says.push(`${says.replace(/\.$/, '')} (${code}).`);
    response.examples[freeName(response.examples, code)] = { summary: detail, value: problem };
  }
  return [...byStatus].map(([status, { says, examples }]) =>
    ApiResponse({
      status,
      description: says.join(' '),
      content: { 'application/problem+json': { schema: problemReference, examples } },
    }),
  );
}

type Examples = Record<string, { summary: string; value: Problem }>;

/** Two problems can have one code: what is wrong with a request has many forms. */
function freeName(taken: Examples, code: string): string {
  let name = code;
  for (let i = 2; name in taken; i++) name = `${code}-${i}`;
  return name;
}

const problemReference = { $ref: '#/components/schemas/Problem' };

/** What is looked at here of an operation in the document. */
export interface DocumentedOperation {
  parameters?: { name: string; in: string; schema?: { pattern?: string; example?: string } }[];
  responses: Record<
    string,
    { content?: Record<string, { examples?: Examples }>; headers?: object; description?: string }
  >;
}

const exampleId = '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e';

/** Writes into the examples of an operation's problems where they came from, which its decorators do not know. */
export function placeProblems(path: string, { parameters = [], responses }: DocumentedOperation): void {
  const instance = path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const parameter = parameters.find((each) => each.in === 'path' && each.name === name);
    const { example, pattern } = parameter?.schema ?? {};
    if (example !== undefined) return example;
    return pattern !== undefined && new RegExp(pattern).test(exampleId) ? exampleId : whole;
  });
  for (const { content } of Object.values(responses))
    for (const example of Object.values(content?.['application/problem+json']?.examples ?? {}))
      example.value = { ...example.value, instance };
}
