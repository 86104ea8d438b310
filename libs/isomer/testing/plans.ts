import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { systemOnly } from '../src/contract/access';
import type { Call, ContractClass } from '../src/contract/contract';
import type { Statement } from './statements';

/** Rows of a table from which on it is large, and of a sort. */
const many = 1_000;

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Plan Rows': number;
  Plans?: Plan[];
}

/** Calls of a contract that may have much to read: those that answer with lists or streams, and what only the platform asks for. */
export function callsThatReadMuch({ contract }: ContractClass): string[] {
  const readsMuch = ({ kind, access, output }: Call) =>
    kind === 'stream' || (kind === 'query' ? isList(output) : access === systemOnly);
  return Object.keys(contract.calls).filter((name) => readsMuch(contract.calls[name]!));
}

function isList(output: z.ZodType): boolean {
  return (
    output instanceof z.ZodObject && Object.values(output.shape).some((each) => each instanceof z.ZodArray)
  );
}

/** Statements that read a large table from end to end, or sort many rows, each with its plan for the values that it had. */
export async function wastefulPlans(source: DataSource, statements: Statement[]): Promise<string[]> {
  const tables: { name: string }[] = await source.query(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND reltuples >= ${many}`,
  );
  const large = new Set(tables.map(({ name }) => name));
  const wasteful = (plan: Plan): boolean => {
    const below = plan.Plans ?? [];
    if (plan['Node Type'] === 'Seq Scan' && large.has(plan['Relation Name']!)) return true;
    if (plan['Node Type'] === 'Sort' && below[0]!['Plan Rows'] > many) return true;
    return below.some(wasteful);
  };
  const found: string[] = [];
  for (const { text, values } of statements) {
    if (!/^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(text)) continue;
    const [{ 'QUERY PLAN': explained }]: [{ 'QUERY PLAN': [{ Plan: Plan }] }] = await source.query(
      `EXPLAIN (FORMAT JSON) ${text}`,
      values,
    );
    if (wasteful(explained[0].Plan))
      found.push(`${text}\n${JSON.stringify(values)}\n${JSON.stringify(explained[0].Plan, null, 1)}`);
  }
  return found;
}
