// @ts-check
/** Loaded into every server before its own code, with `--require`: says what the process has used, when asked. */
process.on('message', (/** @type {{ ask?: string, id: number }} */ { ask, id }) => {
  if (ask !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send?.({ id, answer: { cpuMicroseconds: user + system, rss: process.memoryUsage.rss() } });
});
process.channel?.unref();
