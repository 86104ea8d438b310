// @ts-check
const { fork } = require('node:child_process');
const { once } = require('node:events');
const { join } = require('node:path');

/** @typedef {{ context: string, call: string, input: unknown, root: object }} Call */

/** A process that calls contexts by contract, for the calls that have no route. */
class ContractClient {
  /** @type {Map<number, (answer: any) => void>} */
  open = new Map();
  last = 0;
  isOver = false;

  /** @param {NodeJS.ProcessEnv} env */
  constructor(env) {
    this.child = fork(join(__dirname, 'contract-client-process.js'), [], {
      env,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    this.child.stderr?.on('data', (chunk) => (said += chunk));
    this.gone = once(this.child, 'exit').then(() => {
      this.isOver = true;
      for (const settle of this.open.values()) settle({ lost: `The program ended. ${said}` });
      this.open.clear();
    });
    this.ready = new Promise((resolve, reject) => {
      this.child.on('message', (/** @type {any} */ message) => {
        if (message.ready) return resolve(undefined);
        this.open.get(message.id)?.(message);
        this.open.delete(message.id);
      });
      void this.gone.then(() => reject(new Error(`The program that calls contexts did not start: ${said}`)));
    });
    this.ready.catch(() => undefined);
  }

  /** @param {Call} call @returns {Promise<any>} its answer, or `{ lost }` if the program ended before */
  async ask(call) {
    if (this.isOver) return { lost: 'The program has ended' };
    const id = ++this.last;
    return new Promise((resolve) => {
      this.open.set(id, resolve);
      this.child.send({ id, ...call }, () => undefined);
    });
  }

  async close() {
    if (this.child.connected) this.child.disconnect();
    await this.gone;
  }
}

module.exports = { ContractClient };
