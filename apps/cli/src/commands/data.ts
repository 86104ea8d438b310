import type { Command } from 'commander';

export function addDataCommands(isomer: Command): void {
  const group = isomer
    .command('data')
    .summary('dump the data, restore it elsewhere')
    .description('Writes the data of all contexts to one file, and fills another database from it.')
    .addHelpText(
      'after',
      '\nFrom the embedded database to a server:\n' +
        '  npm run isomer -- data dump isomer.dump\n' +
        '  export DATABASE_URL=postgres://… SECRET_KEY="$(cat data/secret-key)"\n' +
        '  npm run isomer -- data restore isomer.dump\n' +
        '  npm start\n' +
        'docs/guides/move-to-a-server.md says it step by step.',
    );
  group
    .command('dump')
    .summary('write the data to a file')
    .description(
      'Writes the rows of all contexts, as they are at one instant, to a new file that its owner alone can read.\n' +
        'From DATABASE_ADMIN_URL or else DATABASE_URL, or from the embedded database; the platform may go on running.',
    )
    .argument('<file>', 'the file to write')
    .option('--force', 'replace the file if there is one')
    .action(async (file: string, { force = false }: { force?: boolean }) => {
      const { dump } = await import('../data/dump.js');
      await dump(file, { force }, process.env);
    });
  group
    .command('restore')
    .summary('fill an unused database from a file')
    .description(
      'Brings DATABASE_ADMIN_URL or else DATABASE_URL, or the embedded database, to this build and fills it with what\n' +
        'is in the file: all of it or nothing. A database that holds data already is refused.',
    )
    .argument('<file>', 'a file that `isomer data dump` wrote')
    .action(async (file: string) => {
      const { restore } = await import('../data/restore.js');
      await restore(file, process.env);
    });
}
