import { type Command, Option } from 'commander';
import type { ExportOptions } from '../export/export-comments';

export function addExportCommands(isomer: Command): void {
  const group = isomer
    .command('export')
    .summary('take content out')
    .description('Takes content out, to be read or imported elsewhere.');
  group
    .command('comments')
    .summary('export comments as JSON or as Disqus does')
    .description(
      'Writes the comments of all posts and pages, with their threads, answers and authors. As JSON it is all that is\n' +
        'kept of them, one in a line: `isomer import comments` makes the same of it on another platform. As Disqus\n' +
        'exports them, other programs can read it, and `isomer import disqus`; that has no place for votes, edits, who\n' +
        'of the authors are members, e-mail addresses, and whether the author or a moderator has deleted something.\n' +
        'It works while the platform runs, and while it does not.',
    )
    .addOption(
      new Option('--format <name>', 'how they are written').choices(['json', 'disqus']).default('json'),
    )
    .option('--file <file>', 'where to; its owner alone can read it (default: the standard output)')
    .option('--force', 'replace the file if there is one')
    .option('--thread <address>', 'those of one page, by its address, or of one post, by its id')
    .addHelpText(
      'after',
      '\nTexts that were deleted are in it for 30 days, as JSON also the hashes of e-mail addresses of guests.\n' +
        'Contexts run in this process, on the database of the platform. To have running services do the work:\n' +
        '  CONTEXTS=none REDIS_URL=<theirs> npm run isomer -- export comments',
    )
    .action(async (options: ExportOptions) => {
      const { exportComments } = await import('../export/export-comments.js');
      await exportComments(options, process.env);
    });
}
