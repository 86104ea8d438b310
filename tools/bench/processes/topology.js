// @ts-check
const { join } = require('node:path');
const { main } = require('../../../test/setup/built.js');
const { Child } = require('./child.js');
const { freePort } = require('./free-port.js');
const { untilAnswers } = require('./until-answers.js');

const probe = join(__dirname, 'probe.js');

const layouts = {
  monolith: [{ contexts: 'all', edge: true }],
  split: [
    { contexts: 'identity', edge: false },
    { contexts: 'posts', edge: false },
    { contexts: 'comments', edge: false },
    { contexts: 'none', edge: true },
  ],
};

/** Servers that answer on one port together. @typedef {{ port: number, usage(): Promise<{ cpuMicroseconds: number, rss: number }>, stop(): Promise<void> }} Servers */

/**
 * A topology of the compiled program as in production.
 * @param {keyof typeof layouts} name @param {NodeJS.ProcessEnv} env @returns {Promise<Servers>}
 */
async function startTopology(name, env) {
  const port = await freePort();
  const common = {
    ...env,
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  /** @type {{ child: Child, ready: string }[]} */
  const parts = [];
  for (const { contexts, edge } of layouts[name]) {
    const own = edge ? port : await freePort();
    const placement = {
      CONTEXTS: contexts,
      EDGE: edge ? 'on' : 'off',
      [edge ? 'PORT' : 'MANAGEMENT_PORT']: String(own),
    };
    parts.push({
      child: new Child(main, { env: { ...common, ...placement }, execArgv: ['--require', probe] }),
      ready: `http://127.0.0.1:${own}/health/ready`,
    });
  }
  const servers = serversOf(
    port,
    parts.map(({ child }) => child),
  );
  return whenReady(servers, () => Promise.all(parts.map(({ child, ready }) => untilAnswers(ready, child))));
}

/** One script that listens on PORT. @param {string} script @param {NodeJS.ProcessEnv} env @param {string} path answers 200 when it is ready */
async function startServer(script, env, path) {
  const port = await freePort();
  const child = new Child(script, {
    env: { ...env, NODE_ENV: 'production', PORT: String(port) },
    execArgv: ['--require', probe],
  });
  return whenReady(serversOf(port, [child]), () => untilAnswers(`http://127.0.0.1:${port}${path}`, child));
}

/** @param {Servers} servers @param {() => Promise<unknown>} ready */
async function whenReady(servers, ready) {
  try {
    await ready();
    return servers;
  } catch (error) {
    await servers.stop();
    throw error;
  }
}

/** @param {number} port @param {Child[]} children @returns {Servers} */
function serversOf(port, children) {
  return {
    port,
    usage: async () => {
      const all = await Promise.all(children.map((child) => child.ask('usage')));
      return {
        cpuMicroseconds: all.reduce((sum, { cpuMicroseconds }) => sum + cpuMicroseconds, 0),
        rss: all.reduce((sum, { rss }) => sum + rss, 0),
      };
    },
    stop: async () => void (await Promise.all(children.map((child) => child.stop()))),
  };
}

module.exports = { startTopology, startServer };
