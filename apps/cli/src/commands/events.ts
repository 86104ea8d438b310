import type { Command } from 'commander';
import { atLeastOne } from './at-least-one';

const letter =
  '\nA dead letter is named by the context that failed and the id of the event: `posts comments/42`.';

export function addEventsCommands(isomer: Command): void {
  const group = isomer
    .command('events')
    .summary('see what events wait for, and decide about dead letters')
    .description(
      'Looks into the outboxes of all contexts, wherever they run. An event that has failed ten times is a dead letter:\n' +
        'it and those of its key after it wait until it is retried or skipped.',
    );
  group
    .command('status')
    .summary('how many keys wait for which context, and why')
    .option('--json', 'as JSON')
    .action(async (options: { json?: true }) => {
      const { showStatus } = await import('../events/show-status.js');
      console.log(await showStatus(process.env, options));
    });
  group
    .command('scheduled')
    .summary('list commands that wait for their time, the next first')
    .option('--limit <count>', 'how many of each context', atLeastOne, 50)
    .option('--json', 'as JSON, with their inputs')
    .action(async (options: { limit: number; json?: true }) => {
      const { listScheduled } = await import('../events/scheduled.js');
      console.log(await listScheduled(process.env, options));
    });
  group
    .command('dead-letters')
    .summary('list events that have failed, the oldest first')
    .option('--limit <count>', 'how many of each context', atLeastOne, 50)
    .option('--json', 'as JSON, with their payloads')
    .action(async (options: { limit: number; json?: true }) => {
      const { listDeadLetters } = await import('../events/dead-letters.js');
      console.log(await listDeadLetters(process.env, options));
    });
  group
    .command('show')
    .summary('show one dead letter with its payload')
    .argument('<context>', 'the context that failed to handle it')
    .argument('<id>', 'id of the event, such as comments/42')
    .option('--json', 'as JSON')
    .addHelpText('after', letter)
    .action(async (context: string, id: string, options: { json?: true }) => {
      const { showDeadLetter } = await import('../events/dead-letters.js');
      console.log(await showDeadLetter(process.env, context, id, options));
    });
  group
    .command('retry')
    .summary('deliver a dead letter again, or all of them')
    .argument('[context]', 'the context that failed to handle it')
    .argument('[id]', 'id of the event, such as comments/42')
    .option('--all', 'all dead letters')
    .addHelpText('after', letter)
    .action(async (context: string | undefined, id: string | undefined, options: { all?: true }) => {
      const { retryDeadLetters } = await import('../events/decide.js');
      console.log(await retryDeadLetters(process.env, context, id, options));
    });
  group
    .command('skip')
    .summary('go on without a dead letter')
    .description('The context never handles that event. Those of its key after it are delivered.')
    .argument('<context>', 'the context that failed to handle it')
    .argument('<id>', 'id of the event, such as comments/42')
    .addHelpText('after', letter)
    .action(async (context: string, id: string) => {
      const { skipDeadLetter } = await import('../events/decide.js');
      console.log(await skipDeadLetter(process.env, context, id));
    });
  group
    .command('drop')
    .summary('forget a context that is gone for good')
    .description(
      'What waits for a context that is in no build any more waits for nobody, and can be deleted.',
    )
    .argument('<context>', 'the context that is gone')
    .action(async (context: string) => {
      const { dropSubscriber } = await import('../events/drop.js');
      console.log(await dropSubscriber(process.env, context));
    });
  group
    .command('realign')
    .summary('after a backup of one database was restored: go on from what both sides have')
    .description(
      'Where contexts have databases of their own and one was restored alone, what <context> has handled and what others\n' +
        'have noted of that are of different times. Delivers again what it has lost, and what it takes for older events.',
    )
    .argument('<context>', 'the context that handles the events')
    .action(async (context: string) => {
      const { realign } = await import('../events/realign.js');
      console.log(await realign(process.env, context));
    });
  group
    .command('rebuild')
    .summary('make anew what a context keeps of the events of others')
    .description(
      'Has the contexts whose events <context> handles publish what they know anew, while all goes on. What it keeps of\n' +
        'them, such as the number of comments of a post, is right again when those events have been handled.',
    )
    .argument('<context>', 'the context whose copies are missing or wrong')
    .addHelpText(
      'after',
      '\nContexts run in this process, on the database of the platform. To have running services do the work:\n' +
        '  CONTEXTS=none REDIS_URL=<theirs> npm run isomer -- events rebuild <context>',
    )
    .action(async (context: string) => {
      const { rebuild } = await import('../events/rebuild.js');
      console.log(await rebuild(process.env, context));
    });
}
