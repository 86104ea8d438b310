import type { Command } from 'commander';

export function addSplitCommand(isomer: Command): void {
  isomer
    .command('split')
    .summary('run the platform as one process per context')
    .description(
      'Runs each context as a process of its own, and the HTTP API as another, on one machine: with the data, the\n' +
        'URL and the answers of the platform in one process. They talk over REDIS_URL, or over a redis-server that\n' +
        'this command starts. Ctrl-C ends all of it.',
    )
    .option('--replicas <context=number...>', 'more than one process for a context, such as comments=2')
    .action(async ({ replicas = [] }: { replicas?: string[] }) => {
      const { runSplit } = await import('../split/run-split.js');
      process.exitCode = await runSplit(process.env, replicas);
    });
}
