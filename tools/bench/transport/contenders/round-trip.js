// @ts-check
/**
 * The limit: the commands that one call of ours takes and nothing else, one call at a time, on the same client package.
 */
const { createClient } = require('redis');
const { reply, request } = require('./contender.js');

const requests = 'round-trip:requests';
const replies = 'round-trip:replies';
const group = 'servers';
const trimAfter = 128;

/** @type {import('./contender.js').Contender} */
module.exports = { serve, connect };

/** @param {string} url */
async function connection(url) {
  // Without a limit: the package's own is an AbortSignal a command, a good part of what a command costs.
  const client = createClient({ url, RESP: 2, commandOptions: { timeout: 0 } });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
/** @typedef {Awaited<ReturnType<typeof connection>>} Connection */

/** @param {import('./contender.js').Place} place */
async function serve({ url }) {
  const reader = await connection(url);
  const commands = await connection(url);
  await commands.sendCommand(['XGROUP', 'CREATE', requests, group, '0', 'MKSTREAM']);
  void answerAll(reader, commands);
}

/** @param {Connection} reader used for nothing but blocking reads @param {Connection} commands */
async function answerAll(reader, commands) {
  const read = [
    'XREADGROUP',
    'GROUP',
    group,
    'server',
    'COUNT',
    '1',
    'BLOCK',
    '5000',
    'STREAMS',
    requests,
    '>',
  ];
  const answer = ['XADD', replies, '*', 'v', '1', 'replies', JSON.stringify(reply)];
  while (reader.isOpen) {
    const entry = onlyEntry(await reader.sendCommand(read));
    if (!entry) continue;
    // Nobody waits for what these answer; they go out together.
    void commands.sendCommand(answer);
    void commands.sendCommand(['XACK', requests, group, entry.id]);
    void commands.sendCommand(['XDEL', requests, entry.id]);
  }
}

/** @param {import('./contender.js').Place} place */
async function connect({ url }) {
  const reader = await connection(url);
  const commands = await connection(url);
  const body = JSON.stringify(request);
  const ask = ['XADD', requests, '*', 'v', '1', 'from', 'client', 'repeatable', '1', 'calls', body];
  let position = '0-0';
  let untrimmed = 0;
  return async () => {
    const read = ['XREAD', 'COUNT', '256', 'BLOCK', '5000', 'STREAMS', replies, position];
    const answered = reader.sendCommand(read);
    void commands.sendCommand(ask);
    const entry = onlyEntry(await answered);
    if (!entry) throw new Error('No reply');
    position = entry.id;
    if (++untrimmed >= trimAfter) {
      untrimmed = 0;
      void commands.sendCommand(['XTRIM', replies, 'MINID', position]);
    }
    return JSON.parse(String(entry.fields[3]));
  };
}

/** @param {unknown} streams what XREAD and XREADGROUP answer @returns {{ id: string, fields: string[] } | undefined} */
function onlyEntry(streams) {
  const [, entries] = /** @type {[string, [string, string[]][]][] | null} */ (streams)?.[0] ?? [];
  const [id, fields] = entries?.[0] ?? [];
  return id === undefined || fields === undefined ? undefined : { id, fields };
}
