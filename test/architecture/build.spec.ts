import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '@isomer/framework/testing';
import { checkoutOf } from './checkout';

const main = 'apps/cli/src/main.ts';

/** A checkout with a command line of one file, which says `word`. */
let folder: string;
beforeEach(() => {
  folder = checkoutOf({});
  say('first');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const say = (word: string) => writeFileSync(join(folder, main), `console.log('${word}');\n`);
const isomer = () =>
  execFileSync(process.execPath, ['tools/isomer.js'], { cwd: folder, encoding: 'utf8' }).trim();
const startBuild = () => spawn(process.execPath, ['tools/build.js'], { cwd: folder, detached: true });
const codeOf = (child: ChildProcess) => new Promise((resolve) => child.once('close', resolve));
const folders = () => readdirSync(folder).filter((name) => name.startsWith('dist'));

test('the command line builds what has changed', () => {
  expect(isomer()).toBe('first');
  say('second');
  expect(isomer()).toBe('second');
});

test('a build that is killed leaves the last one as it was, and the next one cleans up after it', async () => {
  expect(isomer()).toBe('first');
  say('second');
  const build = startBuild();
  const ended = codeOf(build);
  await until(() => folders().length === 2, 'the build having begun');
  process.kill(-build.pid!, 'SIGKILL');
  await ended;
  expect(readFileSync(join(folder, 'dist/apps/cli/src/main.js'), 'utf8')).toContain('first');
  expect(isomer()).toBe('second');
  expect(folders()).toEqual(['dist']);
});

test('a build that fails leaves the last one, too', async () => {
  expect(isomer()).toBe('first');
  writeFileSync(join(folder, main), 'const =');
  expect(await codeOf(startBuild())).toBe(1);
  expect(readFileSync(join(folder, 'dist/apps/cli/src/main.js'), 'utf8')).toContain('first');
});

test('a dist/ that is not whole is built again', () => {
  expect(isomer()).toBe('first');
  rmSync(join(folder, 'dist/.complete'));
  writeFileSync(join(folder, 'dist/apps/cli/src/main.js'), '');
  expect(isomer()).toBe('first');
});

test('builds at once all end well', async () => {
  const builds = [startBuild(), startBuild(), startBuild()];
  expect(await Promise.all(builds.map(codeOf))).toEqual([0, 0, 0]);
  expect(folders()).toEqual(['dist']);
  expect(existsSync(join(folder, 'dist/apps/cli/src/main.js'))).toBe(true);
  expect(isomer()).toBe('first');
});
