// @ts-check
const { connect } = require('node:net');

const headEnd = Buffer.from('\r\n\r\n');

/**
 * One kept connection that asks one thing at a time. It knows answers with a Content-Length alone, and reads no
 * more of them than it must: what asks should not take the processor from what answers.
 */
class Connection {
  /** @param {number} port @returns {Promise<Connection>} */
  static open(port) {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(socket)));
    });
  }

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.socket = socket;
    /** @type {{ resolve: (status: number) => void, reject: (error: Error) => void } | undefined} */
    this.asked = undefined;
    this.status = 0;
    this.missing = 0;
    /** @type {Buffer | undefined} */
    this.head = undefined;
    socket.on('data', (chunk) => this.read(chunk));
    socket.on('close', () => this.asked?.reject(new Error('The server closed the connection')));
  }

  /** @param {string} path @returns {Promise<number>} status of the whole answer */
  get(path) {
    return new Promise((resolve, reject) => {
      this.asked = { resolve, reject };
      this.socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n`);
    });
  }

  close() {
    this.asked = undefined;
    this.socket.destroy();
  }

  /** @param {Buffer} chunk */
  read(chunk) {
    if (this.missing === 0) {
      const bytes = this.head ? Buffer.concat([this.head, chunk]) : chunk;
      const end = bytes.indexOf(headEnd);
      if (end < 0) return void (this.head = bytes);
      const text = bytes.toString('latin1', 0, end);
      const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
      if (length === undefined) return this.asked?.reject(new Error(`An answer without a length: ${text}`));
      this.head = undefined;
      this.status = Number(text.slice(9, 12));
      this.missing = Number(length) - (bytes.length - end - headEnd.length);
    } else {
      this.missing -= chunk.length;
    }
    if (this.missing === 0) this.asked?.resolve(this.status);
  }
}

module.exports = { Connection };
