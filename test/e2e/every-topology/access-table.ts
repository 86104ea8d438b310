import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const roles = ['owner', 'member', 'moderator', 'administrator', 'suspended', 'nobody'] as const;
export type Role = (typeof roles)[number];

/** A line of docs/access.md: what an operation on something answers whom. */
export interface Line {
  /** `PATCH /v1/posts/{id}` */
  operation: string;
  /** What it is about, by its name in access-targets.ts; empty where that is nothing of anybody. */
  of: string;
  statuses: Record<Role, number>;
}

/** The page is the only place where this is written. */
export function accessTable(): Line[] {
  const page = readFileSync(join(__dirname, '../../../docs/access.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => {
    const [operation, of, ...statuses] = row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim());
    const known = roles.map((role, i): [Role, number] => [role, Number(statuses[i])]);
    if (statuses.length !== roles.length || known.some(([, status]) => !(status >= 200 && status < 500)))
      throw new Error(`docs/access.md: a line needs a status of ${roles.join(', ')}: ${row}`);
    return { operation: operation!, of: of!, statuses: Object.fromEntries(known) as Line['statuses'] };
  });
}
