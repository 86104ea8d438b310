import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOwner, takeOwnership } from './ownership';

let folder: string;
const servers: Server[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-'));
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Someone who wants the folder, already listening, as `takeOwnership` asks. */
async function rival(name: string) {
  const socket = join(folder, `${name}.sock`);
  const server = createServer((connection) => connection.destroy());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return { owner: { pid: process.pid, identity: name, socket }, server };
}

const records = () => readdirSync(folder).filter((name) => name.startsWith('owner.'));

test('of many rivals at once exactly one becomes the owner', async () => {
  const rivals = await Promise.all(Array.from({ length: 20 }, (_, i) => rival(`r${i}`)));
  const claims = await Promise.all(rivals.map(({ owner }) => takeOwnership(folder, owner)));
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(readOwner(folder).owner?.identity).toBe(rivals[claims.findIndex(Boolean)]!.owner.identity);
  expect(records()).toEqual(['owner.1']);
});

test('a living owner is not replaced', async () => {
  const [first, second] = [await rival('first'), await rival('second')];
  expect(await takeOwnership(folder, first.owner)).toEqual({ previous: undefined });
  expect(await takeOwnership(folder, second.owner)).toBe(false);
});

test('of many rivals for a dead owner’s folder exactly one follows, and knows whom', async () => {
  const dead = await rival('dead');
  await takeOwnership(folder, dead.owner);
  await new Promise((resolve) => dead.server.close(resolve));
  const rivals = await Promise.all(Array.from({ length: 20 }, (_, i) => rival(`r${i}`)));
  const claims = await Promise.all(rivals.map(({ owner }) => takeOwnership(folder, owner)));
  expect(claims.filter(Boolean)).toEqual([{ previous: dead.owner }]);
  expect(records()).toEqual(['owner.2']);
});

test('a latecomer that looked before the last change of owner loses', async () => {
  const [first, late] = [await rival('first'), await rival('late')];
  // While the latecomer asks whether owner.6 still answers, others come and go up to owner.9.
  writeFileSync(
    join(folder, 'owner.6'),
    JSON.stringify({ ...first.owner, socket: join(folder, 'gone.sock') }),
  );
  const claim = takeOwnership(folder, late.owner);
  rmSync(join(folder, 'owner.6'));
  writeFileSync(join(folder, 'owner.9'), JSON.stringify(first.owner));
  expect(await claim).toBe(false);
  expect(records()).toEqual(['owner.9']);
});
