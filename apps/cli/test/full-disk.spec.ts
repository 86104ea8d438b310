import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, until } from '@isomer/framework/testing';
import { asRoot } from './harness/as-root';
import { apiSaidBy, logIn, register } from './harness/community';
import { processesOn } from './harness/processes';
import { Sandbox } from './harness/sandbox';
import { SmallDisk } from './harness/small-disk';

// Only root has a disk to fill.
asRoot.describe('a data folder whose disk fills up while people write', () => {
  let sandbox: Sandbox;
  let disk: SmallDisk;
  beforeEach(() => {
    sandbox = new Sandbox();
    disk = new SmallDisk(sandbox.dataDir, 140);
  });
  afterEach(async () => {
    await sandbox.end();
    disk.remove();
    await sandbox.clean();
  });

  /** Writes until it is refused, as whoever has this token. Returns the posts that were acknowledged. */
  async function writeUntilRefused(api: Api, token: string) {
    const written: string[] = [];
    for (let round = 0; round < 500; round++) {
      const text = randomBytes(25_000).toString('base64');
      const { status, body, headers } = await api.post(
        '/v1/posts',
        { title: `${round}`, body: text },
        { token },
      );
      if (status !== 201) return { written, status, retryAfter: headers.get('Retry-After') };
      written.push(body.id as string);
    }
    throw new Error('the disk never filled up');
  }

  test.each([
    ['one process', 'platform', []],
    ['the split', 'cli', ['split']],
  ] as const)(
    '%s answers 503 until there is room, says so once, and loses nothing',
    async (_, which, args) => {
      const program = sandbox.start(which, [...args], sandbox.env);
      const api = await apiSaidBy(program);
      await register(api);
      const token = await logIn(api);
      // Room for what is written, but not for the next segment of the write-ahead log.
      disk.fill(13);
      const refused = await writeUntilRefused(api, token);
      expect(refused).toMatchObject({ status: 503, retryAfter: expect.stringMatching(/^\d+$/) });
      expect(refused.written.length).toBeGreaterThan(10);
      const supervisor = () =>
        readFileSync(join(sandbox.dataDir, 'postgres/supervisor/supervisor.log'), 'utf8');
      await until(
        () => supervisor().split('did not start').length > 5,
        'Postgres not starting again and again',
      );
      const { status, headers } = await api.get('/v1/posts');
      expect([status, headers.get('Retry-After')]).toEqual([503, expect.stringMatching(/^\d+$/)]);

      disk.free();
      await until(async () => (await api.get('/v1/posts')).status === 200, 'the API answering again');
      for (const id of refused.written)
        expect((await api.get(`/v1/posts/${id}`, { token })).status).toBe(200);
      expect((await api.post('/v1/posts', { title: 'After', body: 'Text' }, { token })).status).toBe(201);
      expect((await program.end()).code).toBe(0);
      const said = `${program.stdout}${program.stderr}`;
      expect(said.match(/the disk of .* is full; free some space/g)).toHaveLength(1);
      expect(said.match(/The database runs again/g)).toHaveLength(1);
      // No terminal: no colours.
      expect(said).toContain('WARN');
      expect(said).not.toContain('\u001b');
    },
  );

  test('a supervisor that is killed meanwhile is back when there is room', async () => {
    const program = sandbox.start('platform', [], sandbox.env);
    const api = await apiSaidBy(program);
    await register(api);
    disk.fill(0);
    const supervisor = processesOn(sandbox.dataDir).find((line) => line.includes('supervisor-main.js'))!;
    process.kill(Number.parseInt(supervisor, 10), 'SIGKILL');
    await program.says(/It is tried again until it runs/);
    expect((await api.get('/v1/posts')).status).toBe(503);
    disk.free();
    await until(async () => (await api.get('/v1/posts')).status === 200, 'the API answering again');
    await logIn(api);
    await program.says(/The database runs again/);
    expect((await program.end()).code).toBe(0);
  });
});
