import type { Command } from 'commander';
import type { ImportOptions } from '../import/import-markdown';

export function addImportCommands(isomer: Command): void {
  const group = isomer
    .command('import')
    .summary('bring content in')
    .description('Brings content in from elsewhere.');
  group
    .command('markdown')
    .summary('import a folder of Markdown files as posts')
    .description(
      'Imports the .md, .mdx and .markdown files in a folder, and in the folders in it, as published posts. Titles,\n' +
        'dates and languages come from front matter (title; publishedAt, date or createdAt; lang or locale), else from\n' +
        'the first heading and from folders such as fr/. Importing again updates what has changed and adds what is\n' +
        'new. It works while the platform runs, and while it does not. Links, node_modules and folders whose name\n' +
        'begins with a dot are left out; files that cannot be posts are listed with the reason.',
    )
    .argument('<folder>', 'the folder')
    .option('--author <handle>', 'member whose posts they become; made if there is none', 'importer')
    .option('--locale <tag>', 'language of files that do not tell', 'en')
    .option(
      '--source <name>',
      'what the folder is called in the sources of its posts (default: after its package or repository)',
    )
    .option('--dry-run', 'read everything and change nothing')
    .option('--json', 'write the report as JSON')
    .option('--report <file>', 'write the report as JSON to a file, too')
    .addHelpText(
      'after',
      '\nContexts run in this process, on the database of the platform. To have running services do the work:\n' +
        '  CONTEXTS=none REDIS_URL=<theirs> npm run isomer -- import markdown <folder>',
    )
    .action(async (folder: string, options: ImportOptions) => {
      const { importMarkdown } = await import('../import/import-markdown.js');
      process.exitCode = await importMarkdown(folder, options, process.env);
    });
}
