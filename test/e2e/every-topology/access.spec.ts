import { inEveryTopology } from '@isomer/framework/testing';
import { administrator, moderator } from './administrators';
import { asked, requestOf, statusOf } from './access-requests';
import { type Line, type Role, accessTable, roles } from './access-table';
import { type Scene, type Target, suspend, targets, withRole } from './access-targets';
import { type Person, logIn, publishedPost, somebody } from './people';

const table = accessTable();
const nameOf = ({ operation, of }: Line) => (of ? `${operation}, ${of}` : operation);
const roleNames = {
  owner: 'member',
  member: 'member',
  moderator: 'moderator',
  administrator: 'admin',
} as const;

inEveryTopology('who may do what (docs/access.md)', (topology) => {
  const { api, url } = topology;
  let scene: Scene;
  let actors: Record<Role, Person | undefined>;
  /** Of the suspended owner: made while they could still make something. */
  const asSuspended = new Map<Line, () => Promise<number>>();
  /** What is only read is made once. */
  const read = new Map<string, Promise<Target>>();

  function targetOf(of: Scene, line: Line, role: Role): Promise<Target> {
    const make = targets[line.of];
    if (!make) throw new Error(`docs/access.md: access-targets.ts does not know ${line.of}`);
    if (!line.operation.startsWith('GET ')) return make(of, role === 'owner' || role === 'suspended');
    const name = `${of.owner.id} ${line.of}`;
    const known = read.get(name) ?? make(of, true);
    read.set(name, known);
    return known;
  }

  async function prepared(of: Scene, line: Line, role: Role): Promise<() => Promise<number>> {
    const target = await targetOf(of, line, role);
    const request = requestOf(line.operation, target);
    const isForOnce = asked[line.operation]?.endsSessions && role !== 'suspended' && role !== 'nobody';
    const actor = isForOnce ? await withRole(of, roleNames[role]) : actors[role];
    return () => statusOf(url, request, actor?.token);
  }

  beforeAll(async () => {
    const root = await administrator(topology);
    const [owner, member, dismissed] = [await somebody(api), await somebody(api), await somebody(api)];
    const staff = await moderator(topology, root);
    const by = { api, url, moderator: staff, administrator: root };
    scene = { ...by, owner, postId: await publishedPost(api, owner) };
    // Another session than the one that made things: what ended is known at once of one that has changed nothing yet.
    const suspended = await logIn(api, dismissed);
    actors = { owner, member, moderator: staff, administrator: root, suspended, nobody: undefined };

    const theirs = { ...by, owner: dismissed, postId: await publishedPost(api, dismissed) };
    for (const line of table) asSuspended.set(line, await prepared(theirs, line, 'suspended'));
    await suspend(theirs, dismissed);
  });

  test.each(table.map((line): [string, Line] => [nameOf(line), line]))('%s', async (_, line) => {
    const ask = async (role: Role): Promise<[Role, number]> => {
      const request = role === 'suspended' ? asSuspended.get(line)! : await prepared(scene, line, role);
      return [role, await request()];
    };
    const answered = Object.fromEntries(await Promise.all(roles.map(ask)));
    expect(answered).toEqual(line.statuses);
  });
});
