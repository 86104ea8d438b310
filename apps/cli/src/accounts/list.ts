import type { Account } from '@isomer/identity/contract';
import { table } from '../../../platform/src/banner';
import { withIdentity } from './identity';

export interface ListOptions {
  status?: Account['status'];
  limit: number;
  json?: true;
}

/** `isomer accounts list`. Returns what to say. */
export async function listAccounts(env: NodeJS.ProcessEnv, options: ListOptions): Promise<string> {
  const { status, limit, json } = options;
  const accounts = await withIdentity(env, async (identity) => {
    const found: Account[] = [];
    for (let cursor: string | undefined; found.length < limit;) {
      const page = await identity.accounts({ status, cursor, limit: Math.min(100, limit - found.length) });
      found.push(...page.items);
      if (page.next === undefined) break;
      cursor = page.next;
    }
    return found;
  });
  if (json) return JSON.stringify(accounts, null, 2);
  if (accounts.length === 0) return 'There are no such accounts.';
  const rows = accounts.map(({ handle, role, status: state, joinedAt, id }) => [
    handle,
    role,
    state,
    joinedAt,
    id,
  ]);
  return table([['handle', 'role', 'status', 'joined', 'id'], ...rows]).join('\n');
}
