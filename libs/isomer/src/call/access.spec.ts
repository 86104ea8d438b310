import { z } from 'zod';
import { arrange, part, placements } from '../../testing/arrange';
import { authenticated, everyone, role, systemOnly } from '../contract/access';
import { type CallOptions, contract, query } from '../contract/contract';
import { PermissionDenied, Unauthenticated } from '../contract/framework-errors';
import type { Principal } from '../contract/principal';
import { Bindings } from './bindings';
import { callerId, memberId } from './caller';
import { CallContext, runAs } from './call-context';
import { dispatcher } from './dispatch';
import { throwAwayServiceKeys } from '../service-keys/made-service-keys';
import { PrincipalSigner } from './principal-signer';
import { ServedCall } from './served-call';

const Nothing = z.object({});
class DoorsApi extends contract('doors', {
  open: query({ input: Nothing, output: Nothing, access: everyone }),
  members: query({ input: Nothing, output: Nothing, access: authenticated }),
  cellar: query({ input: Nothing, output: Nothing, access: role('keeper') }),
  staff: query({ input: Nothing, output: Nothing, access: systemOnly }),
  unstated: query({ input: Nothing, output: Nothing }),
}) {}

const anonymous: Principal = { kind: 'anonymous' };
const member: Principal = { kind: 'member', id: 'm1' };
const keeper: Principal = { kind: 'member', id: 'm1', roles: ['guide', 'keeper'], session: 's1' };
const guide: Principal = { kind: 'member', id: 'm1', roles: ['guide'], session: 's1' };
const system: Principal = { kind: 'system', name: 'importer' };

const table: [keyof typeof DoorsApi.contract.calls, Principal, outcome: string][] = [
  ['open', anonymous, 'enters'],
  ['open', member, 'enters'],
  ['open', system, 'enters'],
  ['members', anonymous, 'unauthenticated'],
  ['members', member, 'enters'],
  ['members', system, 'enters'],
  ['members', keeper, 'enters'],
  ['cellar', anonymous, 'unauthenticated'],
  ['cellar', member, 'permission-denied'],
  ['cellar', guide, 'permission-denied'],
  ['cellar', keeper, 'enters'],
  ['cellar', system, 'enters'],
  ['staff', keeper, 'permission-denied'],
  ['staff', anonymous, 'unauthenticated'],
  ['staff', member, 'permission-denied'],
  ['staff', system, 'enters'],
  ['unstated', anonymous, 'unauthenticated'],
  ['unstated', member, 'permission-denied'],
  ['unstated', system, 'permission-denied'],
];

const outcomeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'enters',
    ({ code }: { code: string }) => code,
  );
const nothing = async () => ({});

describe.each(placements)('a context %s', (placed) => {
  test.each(table)('%s for %j: %s', async (call, principal, outcome) => {
    const entered = jest.fn(nothing);
    const handlers = { open: entered, members: entered, cellar: entered, staff: entered, unstated: entered };
    const client = await arrange(
      placed,
      part(DoorsApi, () => handlers),
    );
    expect(await runAs({ operation: 'test', principal }, () => outcomeOf(client(DoorsApi)[call]({})))).toBe(
      outcome,
    );
    expect(entered).toHaveBeenCalledTimes(outcome === 'enters' ? 1 : 0);
  });

  test('lets nobody in before it looks at the input', async () => {
    const client = await arrange(
      placed,
      part(DoorsApi, () => ({
        open: nothing,
        members: nothing,
        cellar: nothing,
        staff: nothing,
        unstated: nothing,
      })),
    );
    await expect(client(DoorsApi).members('not an object' as never)).rejects.toThrow(Unauthenticated);
  });
});

test.each(table)(
  'a client that skips the check is stopped where %s is served: for %j it is %s',
  async (call, principal, outcome) => {
    const signer = new PrincipalSigner(throwAwayServiceKeys(), 'doors');
    const bindings = new Bindings([DoorsApi], new Set(['doors']), undefined);
    const entered = jest.fn(nothing);
    bindings.serve(new ServedCall(bindings.operation('doors', call), { handle: entered }, undefined));
    const reply = await dispatcher(
      DoorsApi,
      bindings.servedBy('doors'),
    )({
      name: call,
      body: '{}',
      headers: JSON.stringify({ token: signer.tokenFor(principal), traceId: 't', locale: 'en', hash: 'x' }),
      sharedHeaders: '',
      timeoutMs: 1_000,
      onEnd: () => undefined,
    });
    expect(reply.ok ? 'enters' : (JSON.parse(reply.body) as { code: string }).code).toBe(outcome);
    expect(entered).toHaveBeenCalledTimes(outcome === 'enters' ? 1 : 0);
  },
);

test('a call that nothing surrounds is made by nobody in particular', async () => {
  let seen: Principal | undefined;
  const handlers = { members: nothing, cellar: nothing, staff: nothing, unstated: nothing };
  const open = async () => {
    seen = CallContext.current?.principal;
    return {};
  };
  const client = await arrange(
    'here',
    part(DoorsApi, () => ({ open, ...handlers })),
  );
  const options: CallOptions = {};
  await client(DoorsApi).open({}, options);
  expect(seen).toEqual(anonymous);
});

test('what only a member can do is refused to everybody else', async () => {
  const as = (principal: Principal) =>
    runAs({ operation: 'test', principal }, async () => [memberId(), callerId()]);
  expect(await as(member)).toEqual(['m1', 'm1']);
  await expect(as(anonymous)).rejects.toThrow(PermissionDenied);
  await expect(as(system)).rejects.toThrow(PermissionDenied);
  expect(() => callerId()).toThrow(PermissionDenied);
});
