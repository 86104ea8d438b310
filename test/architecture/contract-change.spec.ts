import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const file = 'libs/contexts/comments/contract/snapshot.json';

interface Snapshot {
  version: number;
  calls: Record<
    string,
    { input: { properties: Record<string, object>; required: string[] }; output: { required: string[] } }
  >;
  events: Record<string, { payload: { properties: Record<string, object>; required: string[] } }>;
}

/** Runs `npm run generate`'s second half on a copy whose committed snapshot of comments was another one. */
async function generateAfter(
  edit: (committed: Snapshot) => void,
): Promise<{ code: number; said: string; written: Snapshot }> {
  const folder = await mkdtemp(join(tmpdir(), 'isomer-generate-'));
  try {
    for (const part of ['dist', 'node_modules']) await symlink(join(root, part), join(folder, part));
    for (const part of ['tools/generate.js', 'tools/client-types.js', 'package.json', '.prettierrc.json'])
      await cp(join(root, part), join(folder, part));
    await mkdir(join(folder, 'libs/contexts/comments/contract'), { recursive: true });
    const committed = JSON.parse(await readFile(join(root, file), 'utf8')) as Snapshot;
    edit(committed);
    await writeFile(join(folder, file), JSON.stringify(committed));
    const [code, said] = await new Promise<[number, string]>((resolve) =>
      execFile(process.execPath, ['tools/generate.js'], { cwd: folder }, (error, stdout, stderr) =>
        resolve([error ? 1 : 0, stdout + stderr]),
      ),
    );
    return { code, said, written: JSON.parse(await readFile(join(folder, file), 'utf8')) as Snapshot };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('a contract that changes', () => {
  test('is refused when an older server may leave out what it answers now', async () => {
    const { code, said } = await generateAfter(({ calls }) => {
      calls.post!.output.required = [];
    });
    expect([code, said]).toEqual([1, expect.stringContaining('An older server: comments.post')]);
  });

  test('is written when nothing breaks', async () => {
    const { code, written } = await generateAfter(({ calls }) => delete calls.reply);
    expect(code).toBe(0);
    expect(Object.keys(written.calls)).toContain('reply');
  });

  test('is refused when an older caller lacks what it asks for now, and nothing is written', async () => {
    const { code, said, written } = await generateAfter(({ calls }) => calls.post!.input.required.pop());
    expect(code).toBe(1);
    expect(said).toMatch(
      /An older caller: comments\.post input \/\w+ is required but may be missing; undo it or raise the version of CommentsApi to 2/,
    );
    expect(written.calls.post!.input.required).toHaveLength(1);
  });

  test('is refused when what an event carries is no longer what subscribers of before read', async () => {
    const { code, said } = await generateAfter(({ events }) => {
      events['comments.posted']!.payload.properties.mood = { type: 'string' };
      events['comments.posted']!.payload.required.push('mood');
    });
    expect([code, said]).toEqual([
      1,
      expect.stringContaining('An older subscriber of comments.posted: /mood is required but may be missing'),
    ]);
  });

  test('is refused when a call is gone', async () => {
    const { code, said } = await generateAfter(({ calls }) => (calls.mend = calls.reply!));
    expect([code, said]).toEqual([1, expect.stringContaining('comments.mend is gone')]);
  });
});
