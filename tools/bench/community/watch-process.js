// @ts-check
/** Watches a thread over many connections and comments in it, in a process of its own that has the only clock. */
const { connect } = require('node:net');
const { once } = require('node:events');
const { answer } = require('../processes/answer.js');

/** @type {import('node:net').Socket[]} */
let sockets = [];
/** Told what each connection has got. @type {(id: number) => void} */
let arrived = () => undefined;

answer({ open, comment, close });

/** Resolves when all are connected: the server has said when to come again. @param {{ port: number, path: string, readers: number }} what */
async function open({ port, path, readers }) {
  for (let i = 0; i < readers; i += 100) {
    const some = Array.from({ length: Math.min(100, readers - i) }, () => reader(port, path));
    sockets.push(...(await Promise.all(some)));
  }
}

/** @param {number} port @param {string} path @returns {Promise<import('node:net').Socket>} */
async function reader(port, path) {
  const socket = connect({ port, host: '127.0.0.1' });
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  let text = '';
  await new Promise((resolve, reject) => {
    socket.on('error', reject).on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (text.includes('retry:')) resolve(undefined);
      // An event is whole when its empty line is there.
      for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
        const id = /^id: (\d+)$/m.exec(text.slice(0, end))?.[1];
        if (id !== undefined) arrived(Number(id));
      }
    });
  });
  return socket;
}

/**
 * Comments, one after the other, each when all have got the one before.
 * @param {{ url: string, token: string, times: number }} what
 * @returns {Promise<{ each: number[], last: number[] }>} milliseconds from sending a comment to each reader, and to the last one, that got it
 */
async function comment({ url, token, times }) {
  /** @type {number[]} */
  const each = [];
  const last = [];
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    let missing = sockets.length;
    const all = new Promise((resolve) => {
      arrived = () => {
        each.push(performance.now() - started);
        if (--missing === 0) resolve(undefined);
      };
    });
    const { status } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ body: 'Well said, and worth a second reading.' }),
    });
    if (status !== 201) throw new Error(`A comment was answered ${status}`);
    await all;
    last.push(performance.now() - started);
  }
  return { each, last };
}

async function close() {
  await Promise.all(sockets.map((socket) => once(socket.destroy(), 'close')));
  sockets = [];
}
