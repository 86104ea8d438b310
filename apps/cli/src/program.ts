import { Command } from 'commander';
import { version } from '../../platform/src/version';
import { addAccountsCommands } from './commands/accounts';
import { addDataCommands } from './commands/data';
import { addEventsCommands } from './commands/events';
import { addExportCommands } from './commands/export';
import { addImportCommands } from './commands/import';
import { addKeysCommands } from './commands/keys';
import { addMigrateCommand } from './commands/migrate';
import { addSplitCommand } from './commands/split';

export function program(): Command {
  const isomer = new Command('isomer')
    .description('Runs and looks after an Isomer platform.')
    .version(version)
    .showHelpAfterError('(add --help for what there is)')
    .addHelpText(
      'after',
      '\nWhere the data is, and more, is said by variables such as DATA_DIR and DATABASE_URL: see .env.example.' +
        '\nErrors are one line; LOG_LEVEL=debug shows where they come from.',
    );
  addMigrateCommand(isomer);
  addImportCommands(isomer);
  addExportCommands(isomer);
  addAccountsCommands(isomer);
  addDataCommands(isomer);
  addEventsCommands(isomer);
  addSplitCommand(isomer);
  addKeysCommands(isomer);
  return isomer;
}

/** Runs one command and ends the process with 0, or with 1 and a line that says what to mend. */
export async function runProgram(argv: string[]): Promise<void> {
  // A reader that has seen enough, such as `head`, is no reason for a stack trace.
  process.stdout.on('error', () => undefined);
  // Work that waits for something that never comes lets Node end as if all were well.
  process.once('beforeExit', () => {
    console.error('isomer: the command ended before its work was done');
    process.exit(1);
  });
  try {
    await program().parseAsync(argv);
    // What a library left open, such as an idle connection, must not keep the command from ending.
    process.exit();
  } catch (error) {
    console.error(process.env.LOG_LEVEL === 'debug' ? error : `isomer: ${(error as Error).message}`);
    process.exit(1);
  }
}
