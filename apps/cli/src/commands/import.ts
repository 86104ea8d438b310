import { type Command, Option } from 'commander';
import type { DisqusOptions } from '../disqus/import-disqus';
import type { FileOptions } from '../import/import-file';
import type { ImportOptions } from '../import/import-markdown';
import type { WordPressOptions } from '../wordpress/import-wordpress';

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
        'dates, languages, slugs, tags and authors come from front matter (title; publishedAt, date or createdAt; lang\n' +
        'or locale; slug; tags; author), else titles come from the first heading and languages from folders such as\n' +
        'fr/. Importing again updates what has changed and adds what is new. It works while the platform runs, and while\n' +
        'it does not. Links, node_modules and folders whose name begins with a dot are left out; files that cannot be\n' +
        'posts are listed with the reason.',
    )
    .argument('<folder>', 'the folder')
    .option(
      '--author <handle>',
      'member whose posts all of them become; made if there is none (default: who wrote each, else importer)',
    )
    .option('--locale <tag>', 'language of files that do not tell', 'en')
    .option(
      '--source <name>',
      'what the folder is called in the sources of its posts (default: after its package or repository)',
    )
    .option('--dry-run', 'read everything and change nothing')
    .option('--json', 'write the report as JSON')
    .option('--report <file>', 'write the report as JSON to a file, too')
    .addHelpText('after', elsewhere('markdown <folder>'))
    .action(async (folder: string, options: ImportOptions) => {
      const { importMarkdown } = await import('../import/import-markdown.js');
      process.exitCode = await importMarkdown(folder, options, process.env);
    });
  group
    .command('wordpress')
    .summary('import the articles of a WordPress export, with their comments')
    .description(
      'Imports the published articles and pages of a WordPress export (WXR: Tools, Export) as published posts, their\n' +
        'HTML as Markdown, with slugs, categories and tags, by members of the handles of their authors, who are made if\n' +
        'there are none. What was said of them comes with its dates and what it answers, by guests. The whole file is\n' +
        'read first: one that is broken is refused before anything is changed. Importing again updates what has changed\n' +
        'and adds what is new. Drafts, attachments, what has a password, and comments that nobody was shown are left\n' +
        'out; everything that is left out is listed with the reason.',
    )
    .argument('<file>', 'the export')
    .option('--author <handle>', 'member whose posts all of them become (default: one for each author)')
    .addOption(
      new Option(
        '--redirects <csv>',
        'write old address, new address and id of each post to a file',
      ).conflicts('dryRun'),
    )
    .option('--locale <tag>', 'language of a blog that does not tell', 'en')
    .option('--dry-run', 'read everything and change nothing')
    .option('--json', 'write the report as JSON')
    .option('--report <file>', 'write the report as JSON to a file, too')
    .addHelpText('after', elsewhere('wordpress <file>'))
    .action(async (file: string, options: WordPressOptions) => {
      const { importWordPress } = await import('../wordpress/import-wordpress.js');
      process.exitCode = await importWordPress(file, options, process.env);
    });
  group
    .command('disqus')
    .summary('import the comments of a Disqus export')
    .description(
      'Imports the comments of a Disqus export (XML) to the pages that they were on, as comments of guests, with their\n' +
        'dates and what they answer; a page that took no more of them takes none here. The whole file is read first: one\n' +
        'that is broken is refused before anything is changed. Importing again updates what has changed and adds what is\n' +
        'new. Spam and what was deleted is left out, but where it has answers; everything that is left out is listed\n' +
        'with the reason.',
    )
    .argument('<file>', 'the export')
    .option('--url-map <csv>', 'where comments of moved pages go: old address, new address or id of a post')
    .option('--dry-run', 'read everything and change nothing')
    .option('--json', 'write the report as JSON')
    .option('--report <file>', 'write the report as JSON to a file, too')
    .addHelpText('after', elsewhere('disqus <file>'))
    .action(async (file: string, options: DisqusOptions) => {
      const { importDisqus } = await import('../disqus/import-disqus.js');
      process.exitCode = await importDisqus(file, options, process.env);
    });
  group
    .command('comments')
    .summary('import what `isomer export comments` wrote')
    .description(
      'Imports comments that were exported as JSON by a platform such as this one, with all that was known of them: those\n' +
        'that were written there keep their ids. What was said on posts goes to the posts of the same ids, and is left out\n' +
        'where there are none: bring those first. The whole file is read first: one that is broken is refused before\n' +
        'anything is changed. Importing again updates what has changed and adds what is new.',
    )
    .argument('<file>', 'the export')
    .option('--dry-run', 'read everything and change nothing')
    .option('--json', 'write the report as JSON')
    .option('--report <file>', 'write the report as JSON to a file, too')
    .addHelpText('after', elsewhere('comments <file>'))
    .action(async (file: string, options: FileOptions) => {
      const { importComments } = await import('../json/import-comments.js');
      process.exitCode = await importComments(file, options, process.env);
    });
}

const elsewhere = (command: string) =>
  '\nContexts run in this process, on the database of the platform. To have running services do the work:\n' +
  `  CONTEXTS=none REDIS_URL=<theirs> npm run isomer -- import ${command}`;
