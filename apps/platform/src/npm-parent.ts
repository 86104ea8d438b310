/** Between two looks, in milliseconds. */
const everyMs = 500;

/**
 * Calls back when we were started by one of these npm scripts and its shell is gone. npm passes SIGTERM on to that
 * shell only, which ends without a word to us; whoever ended npm means this program.
 */
export function whenNpmIsGone(scripts: readonly string[], callback: () => void): void {
  if (!scripts.includes(process.env.npm_lifecycle_event ?? '')) return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    callback();
  }, everyMs);
  look.unref();
}
