// @ts-check
const { SingleBar } = require('cli-progress');

/**
 * What is being done and what is left: a bar on a terminal, elsewhere a line for each thing that is done.
 * @param {number} total @returns {{ begin(what: string): void, done(line: string): void, end(): void }}
 */
exports.progress = function progress(total) {
  const out = process.stderr;
  if (!out.isTTY)
    return { begin: () => undefined, done: (line) => void out.write(`${line}\n`), end: () => undefined };
  const bar = new SingleBar({
    stream: out,
    format: '{bar} {value} of {total} | {duration_formatted} | {what}',
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(total, 0, { what: '' });
  let done = 0;
  return {
    begin: (what) => bar.update(done, { what }),
    done: () => bar.update(++done),
    end: () => bar.stop(),
  };
};
