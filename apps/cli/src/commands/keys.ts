import type { Command } from 'commander';

export function addKeysCommands(isomer: Command): void {
  const group = isomer
    .command('keys')
    .summary('give each service keys of its own')
    .description(
      'Makes and replaces the keys by which processes know each other. Without them every process makes keys from\n' +
        'SECRET_KEY: then whoever has that secret can call everything and answer for everybody.',
    )
    .addHelpText('after', '\ndocs/guides/service-keys.md says how they are deployed and replaced.');
  group
    .command('make')
    .summary('make keys of services that have none')
    .description(
      'Writes <service>.key.json for each service, which its owner alone can read, and adds the public halves to\n' +
        'service-keys.json, which every process gets. What is there already is not touched.',
    )
    .argument('<folder>', 'the folder; made if there is none')
    .option(
      '--for <services>',
      'services with commas: contexts, edge, cli; a+b for a process of several contexts (default: each context, edge, cli)',
    )
    .option(
      '--other <services>',
      'services that are not part of this platform, such as one in another language: each may serve a context of its name',
    )
    .option('--force', 'replace keys that are there: processes with the old ones are no longer believed')
    .action(async (folder: string, options: { for?: string; other?: string; force?: true }) => {
      const { makeKeys } = await import('../keys/make-keys.js');
      console.log(await makeKeys(folder, options, process.env));
    });
  group
    .command('rotate')
    .summary('replace the keys of a service while it runs')
    .description(
      'Adds new keys of a service to service-keys.json beside those it has, and writes <service>.next.key.json. With\n' +
        '--finish it drops the old ones, when no process uses them any more.',
    )
    .argument('<folder>', 'the folder that `isomer keys make` wrote')
    .argument('<service>', 'the service')
    .option('--finish', 'drop the old keys')
    .action(async (folder: string, service: string, options: { finish?: true }) => {
      const { rotateKeys } = await import('../keys/rotate-keys.js');
      console.log(await rotateKeys(folder, service, options, process.env));
    });
}
