import { type Command, Option } from 'commander';
import { atLeastOne } from './at-least-one';
import type { ListOptions } from '../accounts/list';

const elsewhere =
  '\nIdentity runs in this process, on the database of the platform. To have running services do the work:\n' +
  '  CONTEXTS=none REDIS_URL=<theirs> npm run isomer -- accounts …';

export function addAccountsCommands(isomer: Command): void {
  const group = isomer
    .command('accounts')
    .summary('see accounts, and make the first administrator')
    .description('Looks after accounts on behalf of the platform, while it runs and while it does not.')
    .addHelpText('after', elsewhere);
  group
    .command('make-admin')
    .summary('make somebody an administrator')
    .description(
      'Makes a member an administrator, who can give roles over the API from then on. It is how the first one is made.',
    )
    .argument('<handle>', 'handle of somebody who has registered')
    .addHelpText('after', elsewhere)
    .action(async (handle: string) => {
      const { makeAdmin } = await import('../accounts/make-admin.js');
      console.log(await makeAdmin(process.env, handle));
    });
  group
    .command('list')
    .summary('list accounts, the newest first')
    .addOption(new Option('--status <status>', 'only those').choices(['active', 'suspended']))
    .option('--limit <count>', 'how many', atLeastOne, 50)
    .option('--json', 'as JSON')
    .addHelpText('after', elsewhere)
    .action(async (options: ListOptions) => {
      const { listAccounts } = await import('../accounts/list.js');
      console.log(await listAccounts(process.env, options));
    });
}
