import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

/** What is wrong with a value, for people who do not know how it is checked. A message in a schema goes first. */
export function plainWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return `must not have ${issue.keys.map((key) => `'${key}'`).join(', ')}`;
    case 'too_small':
      return bounded(issue, issue.minimum, 'at least', 'more than');
    case 'too_big':
      return bounded(issue, issue.maximum, 'at most', 'less than');
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return issue.format === 'datetime' ? 'must be a time, such as 2026-01-02T03:04:05.678Z' : undefined;
    default:
      return undefined;
  }
}

const counted: Record<string, string> = { string: 'characters', array: 'items', map: 'fields' };

function bounded(
  { origin, inclusive = true }: { origin: string; inclusive?: boolean },
  limit: number | bigint,
  including: string,
  excluding: string,
): string {
  const unit = counted[origin];
  return `must ${unit ? 'have' : 'be'} ${inclusive ? including : excluding} ${limit}${unit ? ` ${unit}` : ''}`;
}
