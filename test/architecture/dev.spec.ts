import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '@isomer/framework/testing';
import { checkoutOf } from './checkout';

const main = 'apps/platform/src/main.ts';
const stays = (word: string) => `console.log('${word}');\nsetInterval(() => undefined, 1_000);\n`;

let folder: string;
let dev: ChildProcess;
let said = '';
beforeEach(() => {
  folder = checkoutOf({ [main]: stays('one') });
  said = '';
  const env = { ...process.env, DATABASE_URL: 'postgres://nobody@localhost/none' };
  dev = spawn(process.execPath, ['tools/dev.js'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [dev.stdout!, dev.stderr!])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
});
afterEach(async () => {
  const ended = new Promise((resolve) => dev.once('close', resolve));
  dev.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

const write = (text: string) => writeFileSync(join(folder, main), text);
const says = (text: string) => until(() => said.includes(text), `${text} being said`);

test('a source that cannot be compiled, or fails at start, is said so, and the next change is waited for', async () => {
  await says('one');
  write('const = 2;');
  await says('Waiting for the next change.');
  expect(said).toContain(`${main}:1`);
  expect(said).not.toMatch(/Caused by|backtrace/);

  write("throw new Error('at start');");
  await says('The platform ended with code 1. Waiting for the next change.');
  write(stays('two'));
  await says('two');
});
