import { setTimeout as wait } from 'node:timers/promises';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { apiOf, emptyDatabase, until } from '@isomer/framework/testing';
import pg from 'pg';
import { freshHandle, password, publishedPost, somebody } from '../every-topology/people';
import { type Program, inFolder, running, startProgram } from './program';

/** Process id of what looks after the database of a folder, by its command line. */
async function supervisorOf(folder: string): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,args=']);
  const line = stdout
    .split('\n')
    .find((each) => each.includes('supervisor-main.js') && each.includes(folder));
  return Number(line!.trim().split(' ')[0]);
}

describe('the platform with nothing configured', () => {
  const stop = async (program: Program, signal: NodeJS.Signals) => {
    program.child.kill(signal);
    return program.ended;
  };

  test('says where it is, what runs here and how to stop', () =>
    inFolder(async (DATA_DIR) => {
      const program = await running(await startProgram({ DATA_DIR }));
      const said = program.output();
      const { port } = new URL(program.url);
      for (const line of [
        `http://localhost:${port}/v1`,
        `http://localhost:${port}/docs`,
        DATA_DIR,
        'Press Ctrl-C to stop',
      ])
        expect(said).toContain(line);
      for (const context of ['identity', 'posts', 'comments'])
        expect(said).toMatch(new RegExp(`${context}\\s+here\\s+embedded, role isomer_${context}`));
      expect(await stop(program, 'SIGINT')).toBe(0);
      expect(program.output()).toContain('Stopping on SIGINT');
    }));

  test('keeps its data through a restart and a kill -9', () =>
    inFolder(async (DATA_DIR) => {
      let program = await running(await startProgram({ DATA_DIR }));
      const ada = await somebody(apiOf(program.url));
      const postId = await publishedPost(apiOf(program.url), ada, 'Kept');
      expect(await stop(program, 'SIGTERM')).toBe(0);

      program = await running(await startProgram({ DATA_DIR, PORT: new URL(program.url).port }));
      const comment = await apiOf(program.url).post(
        `/v1/posts/${postId}/comments`,
        { body: 'Kept too' },
        { token: ada.token },
      );
      expect(comment.status).toBe(201);
      expect(await stop(program, 'SIGKILL')).toBe('SIGKILL');

      program = await running(await startProgram({ DATA_DIR }));
      const api = apiOf(program.url);
      expect((await api.get(`/v1/posts/${postId}`)).body.title).toBe('Kept');
      expect((await api.get(`/v1/posts/${postId}/comments`)).body.items).toMatchObject([
        { id: comment.body.id, body: 'Kept too' },
      ]);
      await stop(program, 'SIGTERM');
    }));

  test('two that start at once on one folder share its database', () =>
    inFolder(async (DATA_DIR) => {
      const programs = await Promise.all([startProgram({ DATA_DIR }), startProgram({ DATA_DIR })]);
      await Promise.all(programs.map(running));
      const [one, two] = programs.map(({ url }) => apiOf(url));
      const ada = await somebody(one!);
      const postId = await publishedPost(one!, ada);
      expect((await two!.get(`/v1/posts/${postId}`)).status).toBe(200);
      await stop(programs[0], 'SIGKILL');
      expect((await two!.get(`/v1/posts/${postId}`)).status).toBe(200);
      await stop(programs[1], 'SIGTERM');
    }));

  test('has its database back when the supervisor of it is killed', () =>
    inFolder(async (DATA_DIR) => {
      const program = await running(await startProgram({ DATA_DIR }));
      const api = apiOf(program.url);
      const ada = await somebody(api);
      const postId = await publishedPost(api, ada, 'Kept');
      process.kill(await supervisorOf(DATA_DIR), 'SIGKILL');
      await until(
        () => program.output().includes('The supervisor of the database is gone'),
        'The loss being noticed',
      );
      await until(async () => (await api.get(`/v1/posts/${postId}`)).status === 200, 'The post being there');
      await stop(program, 'SIGTERM');
    }));

  test('stops its database before itself', () =>
    inFolder(async (DATA_DIR) => {
      const program = await running(await startProgram({ DATA_DIR }));
      await stop(program, 'SIGTERM');
      expect(existsSync(join(DATA_DIR, 'postgres/postgres/postmaster.pid'))).toBe(false);
    }));

  test('answers what is under way when it is told to stop', () =>
    inFolder(async (DATA_DIR) => {
      const program = await running(await startProgram({ DATA_DIR }));
      const api = apiOf(program.url);
      const ada = await somebody(api);
      // Argon2 keeps log-ins busy: when the first of them is answered, the others are under way.
      const logIn = () => api.post('/v1/sessions', { handle: ada.handle, password: 'correct horse battery' });
      const answers = Array.from({ length: 12 }, logIn);
      await Promise.race(answers);
      // On a busy machine some have not been sent when the first is answered, and what comes later is refused.
      await wait(50);
      program.child.kill('SIGTERM');
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(12).fill(201));
      expect(await program.ended).toBe(0);
    }));

  test('answers what is under way when npm and all that it started are told to stop', () =>
    inFolder(async () => {
      const database = await emptyDatabase();
      const lock = new pg.Client({ connectionString: database.url });
      await lock.connect();
      try {
        const env = { DATABASE_URL: database.url, SECRET_KEY: 'x'.repeat(32), npm_lifecycle_event: 'start' };
        const program = await running(await startProgram(env, { inShell: true }));
        await lock.query('BEGIN; LOCK TABLE identity.account');
        const registered = apiOf(program.url).post('/v1/accounts', { handle: freshHandle(), password });
        const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        await until(async () => (await lock.query(waiting)).rowCount === 1, 'The registration waiting');
        process.kill(-program.child.pid!, 'SIGTERM');
        await until(() => program.output().includes('Stopping on SIGTERM'), 'The stop');
        // The shell is gone, which is looked for twice a second, and is no second wish.
        await wait(1_500);
        await lock.query('COMMIT');
        // A slow machine may take longer than the registration has.
        expect([201, 504]).toContain((await registered).status);
        await program.ended;
        expect(program.output().match(/Stopping on/g)).toHaveLength(1);
      } finally {
        await lock.end();
        await database.drop();
      }
    }));
});
