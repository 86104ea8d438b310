import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findProgram } from './find-program';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isomer-find-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a program is found in PATH, then in the usual places, if it can be run', () => {
  const program = join(folder, 'some-server');
  writeFileSync(program, '');
  chmodSync(program, 0o644);
  const path = ['/nowhere', '', folder].join(delimiter);
  expect(findProgram('some-server', { PATH: path })).toBeUndefined();
  chmodSync(program, 0o755);
  expect(findProgram('some-server', { PATH: path })).toBe(program);
  expect(findProgram('some-server', {}, [folder])).toBe(program);
  expect(findProgram('some-server', { PATH: '/nowhere' })).toBeUndefined();
});
