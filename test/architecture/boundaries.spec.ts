import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What cruise.mjs prints for a folder. */
export interface Cruised {
  folder: string;
  modules: number;
  violations: { rule: string; from: string; to: string }[];
}

const root = join(__dirname, '../..');
const good = join(__dirname, 'fixtures/good');
const broken = join(__dirname, 'fixtures/broken');

const configuration = createRequire(__filename)('../../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
};
const rules = configuration.forbidden.map((rule) => rule.name);
/** A fixture is named after the one rule that it breaks. */
const fixtureOf = (rule: string) => rule.replaceAll(/[ ,]+/g, '-');
/** The files of a fixture that must be refused say so in their first line; the others must not be. */
const refusedFiles = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => name.endsWith('.ts') && readFileSync(join(folder, name), 'utf8').startsWith('// refused'),
    )
    .sort();

const cruised = new Map<string, Cruised>();

beforeAll(() => {
  const folders = [root, good, ...readdirSync(broken).map((name) => join(broken, name))];
  const output = execFileSync(process.execPath, [join(__dirname, 'cruise.mjs'), ...folders], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const result of JSON.parse(output) as Cruised[]) cruised.set(result.folder, result);
});

const checked = (folder: string) => {
  const result = cruised.get(folder);
  if (!result || result.modules === 0) throw new Error(`nothing was checked in ${folder}`);
  return result;
};

describe('the import rules', () => {
  test('are each shown refusing something broken on purpose', () => {
    expect(readdirSync(broken).sort()).toEqual(rules.map(fixtureOf).sort());
  });

  test.each(rules)('%s', (rule) => {
    const folder = join(broken, fixtureOf(rule));
    const { violations } = checked(folder);

    expect([...new Set(violations.map((violation) => violation.rule))]).toEqual([rule]);
    expect([...new Set(violations.map((violation) => violation.from))].sort()).toEqual(refusedFiles(folder));
  });

  test('accept contexts that keep to them', () => {
    expect(checked(good).violations).toEqual([]);
  });

  test('hold for the code of this repository', () => {
    expect(checked(root).violations).toEqual([]);
  });
});
