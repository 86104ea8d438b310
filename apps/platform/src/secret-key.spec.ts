import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '@isomer/framework';
import { contextNames } from './contexts';
import { secretKey } from './secret-key';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isomer-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The secret with this environment, and what was said about it. */
async function secretWith(env: NodeJS.ProcessEnv) {
  const said: string[] = [];
  const configuration = readConfiguration({ DATA_DIR: folder, ...env }, contextNames);
  return { secret: await secretKey(configuration, (line) => said.push(line)), said };
}

test('a SECRET_KEY that is not the one of the data folder counts, and is warned of in a line', async () => {
  const kept = await secretWith({});
  expect(kept.said).toEqual([]);
  const other = 'another secret that is long enough';
  const { secret, said } = await secretWith({ SECRET_KEY: other });
  expect(secret).toBe(other);
  expect(said).toEqual([
    expect.stringMatching(/^SECRET_KEY is not the one in .*secret-key\..* unset SECRET_KEY/),
  ]);
  expect(said.join()).not.toContain(kept.secret);
  expect(await secretWith({ SECRET_KEY: kept.secret })).toEqual({ secret: kept.secret, said: [] });
});

test('a SECRET_KEY beside a data folder without one is nothing to say', async () => {
  expect((await secretWith({ SECRET_KEY: 'another secret that is long enough' })).said).toEqual([]);
});
