// @ts-check
/** The topologies that every end-to-end suite runs in, each booted once for the whole run. */
const { startDatabase, stopDatabase } = require('./database.js');
const { startTestRedis } = require('./redis.js');
const { main, requireBuilt } = require('./built.js');

const layouts = [
  { name: 'monolith', processes: [{ contexts: 'all', edge: true }] },
  {
    name: 'split',
    processes: [
      { contexts: 'identity', edge: false },
      { contexts: 'posts', edge: false },
      { contexts: 'comments', edge: false },
      { contexts: 'none', edge: true },
    ],
  },
  {
    name: 'mixed',
    processes: [
      { contexts: 'identity,comments', edge: false },
      { contexts: 'posts', edge: true },
    ],
  },
];

exports.layouts = layouts;

exports.start = async function start() {
  await startDatabase();
  const { bootTopology } = requireBuilt('libs/isomer/testing/topology.js');
  const { emptyDatabase } = requireBuilt('libs/isomer/testing/database.js');
  const redis = await startTestRedis();
  const booting = await Promise.allSettled(
    layouts.map(async ({ name, processes }, index) => {
      const { url } = await emptyDatabase(name);
      const env = {
        DATABASE_URL: url,
        DATABASE_CONNECTIONS: '8',
        SECRET_KEY: 'a secret for tests that is long enough',
        RATE_LIMIT: '0',
        // In one of them local calls go through the codec too; the others are as they are shipped.
        ...(name === 'mixed' ? { NODE_ENV: 'test' } : {}),
        ...(processes.length > 1 ? { REDIS_URL: `${redis.url}?db=${index}` } : {}),
      };
      const topology = await bootTopology({ name, main, processes, env });
      // A program beside it serves nothing, and calls what is served.
      return { ...topology, env: { ...env, CONTEXTS: processes.length > 1 ? 'none' : 'all' } };
    }),
  );
  /** @type {{ name: string, url: string, env: NodeJS.ProcessEnv, close(): Promise<void> }[]} */
  const booted = booting.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const close = async () => {
    await Promise.all(booted.map((topology) => topology.close()));
    await redis.stop();
  };
  const failed = booting.find((each) => each.status === 'rejected');
  if (failed) {
    // Nothing is torn down of a run that was not set up.
    await close();
    throw failed.reason;
  }
  process.env.ISOMER_TEST_TOPOLOGIES = JSON.stringify(
    booted.map(({ name, url, env }) => ({ name, url, env })),
  );
  console.log(`Topologies: ${booted.map(({ name, url }) => `${name} at ${url}`).join(', ')}.`);
  Object.assign(globalThis, { topologies: { close } });
};

exports.stop = async function stop() {
  await /** @type {any} */ (globalThis).topologies?.close();
  await stopDatabase();
};
