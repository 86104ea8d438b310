// @ts-check
const { fork } = require('node:child_process');

const patienceMs = 120_000;
const stopMs = 30_000;

/** All that run. @type {Set<Child>} */
const running = new Set();
let isStopping = false;

/** A Node process of ours that answers questions over its channel and ends with us. */
class Child {
  /**
   * @param {string} script
   * @param {{ env?: NodeJS.ProcessEnv, execArgv?: string[], args?: string[] }} [options]
   */
  constructor(script, { env = {}, execArgv = [], args = [] } = {}) {
    if (isStopping) throw new Error('Stopped');
    const { PATH, HOME } = process.env;
    this.output = '';
    this.asked = 0;
    this.child = fork(script, args, { env: { PATH, HOME, ...env }, execArgv, silent: true });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on(
        'data',
        (/** @type {Buffer} */ chunk) => (this.output = (this.output + chunk).slice(-10_000)),
      );
    }
    running.add(this);
    this.gone = new Promise((resolve) => this.child.once('exit', resolve)).then(() => running.delete(this));
  }

  get hasEnded() {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** @param {string} what @param {object} [details] @returns {Promise<any>} */
  ask(what, details) {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      const settle = (/** @type {() => void} */ how) => {
        clearTimeout(timer);
        this.child.off('message', hear).off('exit', ended);
        how();
      };
      const hear = (/** @type {any} */ message) => {
        if (message.id !== id) return;
        settle(() => (message.error ? reject(new Error(message.error)) : resolve(message.answer)));
      };
      const ended = () => settle(() => reject(new Error(`${this.child.spawnfile} ended:\n${this.output}`)));
      const timer = setTimeout(
        () => settle(() => reject(new Error(`No answer to '${what}':\n${this.output}`))),
        patienceMs,
      );
      this.child.on('message', hear).once('exit', ended);
      this.child.send({ ask: what, id, ...details });
    });
  }

  async stop() {
    if (this.hasEnded) return;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), stopMs);
    await this.gone;
    clearTimeout(timer);
  }
}

/** Ends all and starts no more: whoever waits for one of them gets an error and cleans up. */
function stopAll() {
  isStopping = true;
  for (const child of running) void child.stop();
}

module.exports = { Child, stopAll };
