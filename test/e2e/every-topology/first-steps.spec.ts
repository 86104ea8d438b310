import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inEveryTopology } from '@isomer/framework/testing';
import { freshHandle } from './people';

const guide = readFileSync(join(__dirname, '../../../docs/guides/first-steps.md'), 'utf8');
const commands = /```sh\n([\s\S]*?)```/.exec(guide)![1]!;

inEveryTopology('the first steps', ({ api, url }) => {
  test('work as they are written, and each answer is a line of its own', async () => {
    const handle = freshHandle();
    const script = commands
      .replaceAll('http://localhost:3000', url)
      .replaceAll('"ada"', `"${handle}"`)
      .replaceAll('my-first-post', handle);
    const PATH = `${dirname(process.execPath)}:${process.env.PATH}`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-euc', script], {
      env: { PATH },
    });
    expect(stderr).toBe('');
    const [account, published, comment, posts, comments] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(account).toMatchObject({ handle });
    expect(published).toMatchObject({ status: 'published', author: { handle } });
    expect(posts.items.map(({ id }: { id: string }) => id)).toContain(published.id);
    expect(comments.items).toEqual([comment]);
  });

  test('log in with the account of the examples in Swagger UI', async () => {
    const { paths } = (await api.get('/openapi.json')).body;
    const credentials = ['/v1/accounts', '/v1/sessions'].map((path) => {
      const { handle, password } = paths[path].post.requestBody.content['application/json'].schema.example;
      return JSON.stringify({ handle, password });
    });
    expect(commands.match(/\{.*"password".*\}/g)).toEqual(credentials);
  });
});
