import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const fixtures = join(__dirname, 'fixtures/lint');

/** The rule that the first line of a file says must refuse it; undefined for a file that must pass. */
const expectedOf = (file: string) =>
  /^\/\/ refused by (?<rule>\S+)/.exec(readFileSync(join(fixtures, file), 'utf8'))?.groups?.['rule'];

const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort();

const found = new Map<string, string[]>();

beforeAll(() => {
  const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [eslint, '--config', join(root, 'eslint.config.js'), '--no-ignore', '--format', 'json', 'libs'],
    { cwd: fixtures, encoding: 'utf8' },
  );
  if (!stdout) throw new Error(stderr);
  for (const { filePath, messages } of JSON.parse(stdout) as {
    filePath: string;
    messages: { ruleId: string }[];
  }[]) {
    found.set(filePath, [...new Set(messages.map((message) => message.ruleId))]);
  }
});

describe('lint', () => {
  test.each(files.filter(expectedOf))('refuses %s', (file) => {
    expect(found.get(join(fixtures, file))).toEqual([expectedOf(file)]);
  });

  test.each(files.filter((file) => !expectedOf(file)))('accepts %s', (file) => {
    expect(found.get(join(fixtures, file))).toEqual([]);
  });
});
