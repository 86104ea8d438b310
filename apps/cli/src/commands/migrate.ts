import type { Command } from 'commander';

export function addMigrateCommand(isomer: Command): void {
  isomer
    .command('migrate')
    .summary('bring the database to this build')
    .description(
      'Brings the schemas of all contexts to this build: in DATABASE_ADMIN_URL or else DATABASE_URL, in databases\n' +
        'that contexts have of their own, or in the embedded one. Two at once take turns; running it again does nothing.',
    )
    .action(async () => {
      const { migrateAll } = await import('../migrate-all.js');
      await migrateAll(process.env, (line) => console.log(line));
    });
}
