// @ts-check
/** Loaded into every server before its own code, with `--require`: says what the process has used, and ends with us. */
process.on('message', (/** @type {{ ask?: string, id: number }} */ { ask, id }) => {
  if (ask !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send?.({ id, answer: { cpuMicroseconds: user + system, rss: process.memoryUsage.rss() } });
});
// Nobody else would end a server whose bench was killed.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
