import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inFolder, startProgram } from './program';

/** Starts, and expects one line and an exit instead of a platform. */
async function refused(env: NodeJS.ProcessEnv): Promise<string> {
  const program = await startProgram(env);
  expect(await program.ended).toBe(1);
  const said = program.output();
  expect(said).not.toMatch(/\bat .*:\d+:\d+/);
  return said;
}

describe('a start that cannot work ends with the line that mends it', () => {
  test.each([
    [
      'an unknown context',
      { CONTEXTS: 'posts,coments', REDIS_URL: 'redis://127.0.0.1:1' },
      /CONTEXTS names 'coments', which is no context; did you mean 'comments'\?/,
    ],
    [
      'a remote context without Redis',
      { CONTEXTS: 'posts' },
      /CONTEXTS leaves identity, comments to other processes, so REDIS_URL/,
    ],
    [
      'nothing to do',
      { CONTEXTS: 'none', EDGE: 'off', REDIS_URL: 'redis://127.0.0.1:1' },
      /this process would do nothing/,
    ],
    ['a wrong EDGE', { EDGE: 'maybe' }, /EDGE is 'maybe' but must be on or off/],
    ['a wrong PORT', { PORT: '99999' }, /PORT is '99999' but must be a number from 0 to 65535/],
    ['a wrong MANAGEMENT_PORT', { MANAGEMENT_PORT: 'nine' }, /MANAGEMENT_PORT is 'nine' but must be/],
    ['a wrong REDIS_URL', { REDIS_URL: 'localhost' }, /REDIS_URL is '…' but must be a redis:\/\//],
    [
      'a wrong DATABASE_URL',
      { DATABASE_URL: 'mysql://localhost' },
      /DATABASE_URL is '…' but must be a postgres:\/\/ URL/,
    ],
    ['a short SECRET_KEY', { SECRET_KEY: 'short' }, /SECRET_KEY is '…' but must be at least 32 characters/],
    [
      'a wrong LOG_LEVEL',
      { LOG_LEVEL: 'loud' },
      /LOG_LEVEL is 'loud' but must be fatal, error, warn, info or debug/,
    ],
    ['a wrong PUBLIC_URL', { PUBLIC_URL: 'example.org' }, /PUBLIC_URL is 'example.org' but must be a http/],
    [
      'a wrong DATABASE_CONNECTIONS',
      { DATABASE_CONNECTIONS: '0' },
      /DATABASE_CONNECTIONS is '0' but must be a number from 1 to 1000/,
    ],
    [
      'too few DATABASE_CONNECTIONS',
      { DATABASE_CONNECTIONS: '2' },
      /DATABASE_CONNECTIONS is 2, but 3 contexts here need one each/,
    ],
    [
      'a DATABASE_URL without a SECRET_KEY',
      { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' },
      /SECRET_KEY must be set beside DATABASE_URL/,
    ],
    [
      'a context’s own database that is none',
      { POSTS_DATABASE_URL: 'nonsense' },
      /POSTS_DATABASE_URL must be a postgres:\/\/ URL/,
    ],
  ])('%s', (_, env, line) =>
    inFolder(async (DATA_DIR) => {
      expect(await refused({ DATA_DIR, ...env })).toMatch(line);
    }),
  );

  const SECRET_KEY = 'a secret for tests that is long enough';

  test('an edge whose contexts run elsewhere needs to know what tokens name', () =>
    inFolder(async (DATA_DIR) => {
      const said = await refused({ DATA_DIR, CONTEXTS: 'none', REDIS_URL: 'redis://127.0.0.1:1' });
      expect(said).toMatch(/PUBLIC_URL must be set where contexts run elsewhere/);
    }));

  test('a secret that was cut is named', () =>
    inFolder(async (DATA_DIR) => {
      await writeFile(join(DATA_DIR, 'secret-key'), 'short');
      expect(await refused({ DATA_DIR })).toMatch(/secret-key holds no key of 32 characters/);
    }));

  test('several mistakes come a line each', () =>
    inFolder(async (DATA_DIR) => {
      const lines = (await refused({ DATA_DIR, EDGE: 'maybe', PORT: 'x', LOG_LEVEL: 'loud' }))
        .trim()
        .split('\n');
      expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(['EDGE', 'LOG_LEVEL', 'PORT']);
    }));

  test('a database that does not answer is named without its password', () =>
    inFolder(async (DATA_DIR) => {
      const said = await refused({
        DATA_DIR,
        SECRET_KEY,
        DATABASE_URL: 'postgres://ada:hunter22@127.0.0.1:1/isomer',
      });
      expect(said).toMatch(/Postgres at 127\.0\.0\.1:1\/isomer cannot be reached/);
      expect(said).not.toContain('hunter22');
    }));

  test('a database that was never migrated names the command', async () => {
    const url = new URL(process.env.ISOMER_TEST_POSTGRES!);
    url.pathname = '/postgres';
    await inFolder(async (DATA_DIR) => {
      expect(await refused({ DATA_DIR, SECRET_KEY, DATABASE_URL: url.href })).toMatch(
        /The database lacks .* of identity; run: npm run isomer -- migrate/,
      );
    });
  });

  test('a Redis that does not answer is named without its password', () =>
    inFolder(async (DATA_DIR) => {
      const said = await refused({
        DATA_DIR,
        CONTEXTS: 'none',
        REDIS_URL: 'redis://:hunter22@127.0.0.1:1',
        PUBLIC_URL: 'http://localhost:3000',
      });
      expect(said).toMatch(/127\.0\.0\.1:1/);
      expect(said).not.toContain('hunter22');
    }));

  test('a data folder that is a file is named', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'file');
      await writeFile(file, '');
      expect(await refused({ DATA_DIR: file })).toContain(file);
    }));

  test('a port that is taken is named', () =>
    inFolder(async (DATA_DIR) => {
      const { createServer } = await import('node:net');
      const server = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as { port: number };
      expect((await refused({ DATA_DIR, PORT: String(port) })).trim().split('\n').at(-1)).toBe(
        `PORT ${port} is taken by another program; set another one`,
      );
      expect(await refused({ DATA_DIR, PORT: String(port) })).not.toMatch(/ERROR|EADDRINUSE/);
      await new Promise((resolve) => server.close(resolve));
    }));
});
