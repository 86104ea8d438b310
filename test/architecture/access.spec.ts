import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ContractClass, EventDeskApi, everyone } from '@isomer/framework';
import { contracts } from '../../apps/platform/src/contexts';
import { type Line, accessTable } from '../e2e/every-topology/access-table';

const document = JSON.parse(readFileSync(join(__dirname, '../../docs/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};

interface Operation {
  name: string;
  operationId: string;
  security: object[];
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, each]) => ({ ...each, name: `${method.toUpperCase()} ${path}` })),
);
const all = [...contracts, EventDeskApi as ContractClass].map(({ contract }) => contract);

type Call = ContractClass['contract']['calls'][string];

/** The call that an operation is documented from: its id begins with that. */
function callOf({ operationId }: Operation): Call {
  const [context, call] = operationId.split('_') as [string, string];
  const { calls } = all.find(({ name }) => name === context)!;
  const names = Object.keys(calls).filter((name) => call.startsWith(name));
  return calls[names.sort((a, b) => b.length - a.length)[0]!]!;
}

const byName = (line: Line) => operations.find(({ name }) => name === line.operation)!;

describe('access', () => {
  test.each(operations.map((each) => [each.name, each]))('%s is said as its contract has it', (_, each) => {
    const { access } = callOf(each);
    expect(['system only', 'nobody']).not.toContain(access.name);
    const bearer = { bearer: [] };
    if (access === everyone) expect([[], [bearer, {}]]).toContainEqual(each.security);
    else expect(each.security).toEqual([bearer]);
  });

  test('is said in docs/access.md of every operation, and of no other', () => {
    const lines = accessTable().map(({ operation }) => operation);
    expect([...new Set(lines)].sort()).toEqual(operations.map(({ name }) => name).sort());
  });

  test('in the table is that of the contracts, whatever else decides', () => {
    for (const line of accessTable()) {
      const { access } = callOf(byName(line));
      const asks = (roles: string[]) => access.allows({ kind: 'member', id: 'somebody', roles });
      const { owner, member, moderator, administrator, nobody: stranger } = line.statuses;
      const expected = { line, stranger: access === everyone ? 'asked' : 401 };
      expect({ line, stranger: stranger === 401 ? 401 : 'asked' }).toEqual(expected);
      if (!asks([])) expect([line, owner, member]).toEqual([line, 403, 403]);
      if (!asks(['moderator'])) expect([line, moderator]).toEqual([line, 403]);
      if (!asks(['moderator', 'admin'])) expect([line, administrator]).toEqual([line, 403]);
    }
  });

  test('a controller makes the calls that its operations are documented from, and others that everyone may make', () => {
    let found = 0;
    for (const { file, source } of controllers()) {
      const documented = new Set(
        [...source.matchAll(/ApiCall\((\w+), '(\w+)'/g)].map(([, a, b]) => `${a}.${b}`),
      );
      const fields = new Map([...source.matchAll(/readonly (\w+): (\w+Api)\b/g)].map(([, a, b]) => [a!, b!]));
      for (const [, field, call] of source.matchAll(/this\.(\w+)\s*\.(\w+)\(/g)) {
        const api = fields.get(field!);
        const contract = all.find(({ name }) => `${name}api` === api?.toLowerCase());
        if (!contract) continue;
        found += 1;
        const isOpen = contract.calls[call!]?.access === everyone;
        expect({
          file,
          call: `${api}.${call}`,
          documented: isOpen || documented.has(`${api}.${call}`),
        }).toEqual({
          file,
          call: `${api}.${call}`,
          documented: true,
        });
      }
    }
    expect(found).toBeGreaterThan(50);
  });
});

function controllers(): { file: string; source: string }[] {
  const contexts = join(__dirname, '../../libs/contexts');
  return readdirSync(contexts)
    .map((context) => join(contexts, context, 'http'))
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.controller.ts'))
    .map((file) => ({ file, source: readFileSync(file, 'utf8') }));
}
