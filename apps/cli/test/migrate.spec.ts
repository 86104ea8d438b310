import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiSaidBy } from './harness/community';
import { isomer } from './harness/program';
import { freshDatabase } from './harness/server';
import { Sandbox } from './harness/sandbox';

describe('isomer migrate', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.clean());

  test('brings the embedded database to this build, and then has nothing to do', async () => {
    const first = await isomer(['migrate'], sandbox.env);
    expect(first.stdout).toMatch(/posts: \w+\n/);
    expect(first.stdout).toMatch(/the embedded database in .*: \d+ migrations done\n$/);
    const again = await isomer(['migrate'], sandbox.env);
    expect(again).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `the embedded database in ${sandbox.dataDir}: nothing to do\n`,
    });
  });

  test('a server is migrated when it is asked for, not by the platform; without a secret, and two at once take turns', async () => {
    const database = await freshDatabase();
    try {
      const env = { ...sandbox.env, DATABASE_URL: database.url };
      const secret = { SECRET_KEY: 'a secret for tests that is long enough' };
      const early = await sandbox.start('platform', [], { ...env, ...secret }).ended;
      expect(early).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/run: npm run isomer -- migrate\n$/),
      });
      const both = await Promise.all([isomer(['migrate'], env), isomer(['migrate'], env)]);
      expect(both.map(({ code }) => code)).toEqual([0, 0]);
      expect(both.map(({ stdout }) => stdout.split('\n').at(-2)!.replace(/^.*: /, '')).sort()).toEqual([
        expect.stringMatching(/^\d+ migrations done$/),
        'nothing to do',
      ]);
      await apiSaidBy(sandbox.start('platform', [], { ...env, ...secret }));
    } finally {
      await sandbox.clean();
      await database.drop();
    }
  });

  test('a context with a database of its own is migrated there', async () => {
    const [shared, own] = [await freshDatabase(), await freshDatabase()];
    try {
      const { code, stdout } = await isomer(['migrate'], {
        ...sandbox.env,
        DATABASE_ADMIN_URL: shared.url,
        POSTS_DATABASE_URL: own.url,
      });
      expect(code).toBe(0);
      expect(stdout).toMatch(
        new RegExp(`^Migrated posts: \\w+\\n.*${new URL(own.url).pathname}: \\d+ migrations done\\n`, 'm'),
      );
      expect(stdout.match(/^Migrated posts: Posts/gm)).toHaveLength(1);
    } finally {
      await shared.drop();
      await own.drop();
    }
  });
});

describe('the command line', () => {
  test('an unknown command names the near one', async () => {
    expect(await isomer(['migrat'], {})).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Did you mean migrate?'),
    });
  });

  test('a server that does not answer is one line, without a stack', async () => {
    const { code, stderr } = await isomer(['migrate'], {
      DATABASE_URL: 'postgres://ada:secret@127.0.0.1:1/isomer',
    });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'isomer: 127.0.0.1:1/isomer could not be migrated: connect ECONNREFUSED 127.0.0.1:1\n',
    });
  });

  test('help lists every command', async () => {
    const { code, stdout } = await isomer(['--help'], {});
    expect(code).toBe(0);
    for (const command of ['migrate', 'import', 'data', 'split'])
      expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  });

  test('its version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as {
      version: string;
    };
    expect((await isomer(['--version'], {})).stdout).toBe(`${version}\n`);
  });
});
