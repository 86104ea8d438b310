import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { binaries } from './harness/binaries';
import { keepNote, notes } from './harness/query';
import { sandboxes } from './harness/sandbox';

const sandbox = sandboxes();

test('bundled into one file, the program itself is started again as the supervisor', async () => {
  const entry = join(sandbox().make('source'), 'entry.js');
  const library = resolve(__dirname, '../src/index.ts');
  const program = resolve(__dirname, 'harness/user-program.js');
  writeFileSync(
    entry,
    `module.exports = require(${JSON.stringify(library)});\nif (!module.exports.runSupervisorIfAsked()) require(${JSON.stringify(program)});\n`,
  );
  const bundle = join(sandbox().make('program'), 'program.cjs');
  mkdirSync(join(sandbox().folder, 'empty'));
  const { errors } = buildSync({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['pg-native'],
    logLevel: 'error',
    nodePaths: [resolve(__dirname, '../../../node_modules')],
  });
  expect(errors).toEqual([]);

  // Far from any node_modules: nothing but this one file and the unpacked binaries.
  const user = sandbox().user(
    { binariesDir: binaries },
    { program: bundle, library: bundle, cwd: join(sandbox().folder, 'empty') },
  );
  const { connectionString, startedHere } = await user.ready();
  expect(startedHere).toBe(true);
  await keepNote(connectionString, 'from one file');
  expect(await notes(connectionString)).toEqual(['from one file']);
  expect(
    sandbox()
      .databaseProcesses()
      .some(({ command }) => command.includes('program.cjs')),
  ).toBe(true);
  await user.kill();
  await sandbox().untilStopped();
});
