import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { apiSaidBy, logIn, publish, register, titles } from './harness/community';
import { isomer } from './harness/program';
import { freshDatabase } from './harness/server';
import { Sandbox } from './harness/sandbox';

describe('isomer data', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.clean());

  const file = () => join(sandbox.folder, 'isomer.dump');
  /** A platform in which somebody has published, and a dump of it that was taken while it runs. */
  const dumped = async (): Promise<void> => {
    const platform = sandbox.start('platform', [], sandbox.env);
    const api = await apiSaidBy(platform);
    await register(api);
    await publish(api, await logIn(api), 'Worth keeping');
    const { code, stdout, stderr } = await isomer(['data', 'dump', file()], sandbox.env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+ rows of \d+ tables in the embedded database/);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    await platform.end();
  };

  test('a dump of a folder without a database is refused, and makes none', async () => {
    const { code, stderr } = await isomer(['data', 'dump', file()], sandbox.env);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `isomer: There is no database in ${sandbox.dataDir}: set DATA_DIR to the folder of the platform, or DATABASE_URL\n`,
    });
    expect(existsSync(sandbox.dataDir)).toBe(false);
  });

  test('a dump fills a fresh data folder, once', async () => {
    await dumped();
    const env = { ...sandbox.env, DATA_DIR: join(sandbox.folder, 'other') };
    expect(await isomer(['data', 'restore', file()], env)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/rows of .* are in the embedded/),
    });
    const again = await isomer(['data', 'restore', file()], env);
    expect(again).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^isomer: The target's table \S+ has rows/),
    });

    const api = await apiSaidBy(sandbox.start('platform', [], env));
    expect(await titles(api)).toEqual(['Worth keeping']);
    await publish(api, await logIn(api), 'Goes on');
  });

  test('a dump replaces a file only when it is told to', async () => {
    await dumped();
    writeFileSync(file(), 'kept');
    const refused = await isomer(['data', 'dump', file()], sandbox.env);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') });
    expect(readFileSync(file(), 'utf8')).toBe('kept');
    expect(await isomer(['data', 'dump', '--force', file()], sandbox.env)).toMatchObject({ code: 0 });
    expect(readFileSync(file(), 'utf8')).not.toBe('kept');
  });

  test('a dump moves the embedded database to a server, keys and all', async () => {
    await dumped();
    const database = await freshDatabase();
    try {
      const secret = (await readFile(join(sandbox.dataDir, 'secret-key'), 'utf8')).trim();
      const env = {
        ...sandbox.env,
        DATA_DIR: join(sandbox.folder, 'unused'),
        DATABASE_URL: database.url,
        SECRET_KEY: secret,
      };
      expect(await isomer(['data', 'restore', file()], env)).toMatchObject({ code: 0 });
      const platform = sandbox.start('platform', [], env);
      const api = await apiSaidBy(platform);
      expect(await titles(api)).toEqual(['Worth keeping']);
      await publish(api, await logIn(api), 'Goes on');
      await platform.end();
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      // The keys that were made in the old place are read in the new one: no second one was needed.
      expect((await client.query('SELECT FROM identity.signing_key')).rowCount).toBe(1);
      await client.end();
    } finally {
      await database.drop();
    }
  });

  test.each([
    ['a file that is not there', undefined, /^isomer: There is no file /],
    ['a file that is no dump', 'hello', /^isomer: \S.*\n$/],
  ])('%s is said in a line, and no data is made of it', async (_, content, line) => {
    if (content !== undefined) writeFileSync(file(), content);
    const { code, stderr } = await isomer(['data', 'restore', file()], sandbox.env);
    expect(code).toBe(1);
    expect(
      stderr
        .split('\n')
        .filter((each) => each.startsWith('isomer: '))
        .join('\n') + '\n',
    ).toMatch(line);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  test('contexts in several databases are not dumped as one', async () => {
    const env = {
      ...sandbox.env,
      SECRET_KEY: '',
      DATABASE_URL: 'postgres://a@127.0.0.1:1/one',
      POSTS_DATABASE_URL: 'postgres://a@127.0.0.1:1/two',
    };
    const { code, stderr } = await isomer(['data', 'dump', file()], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^isomer: The contexts keep their data in 127.0.0.1:1\/one \(identity, comments\) and 127.0.0.1:1\/two \(posts\)/,
    );
  });
});
