import { join, resolve } from 'node:path';
import { type Configuration, readConfiguration } from '@isomer/framework';
import { contextNames } from '../../../platform/src/contexts';
import { isEmbedded } from '../../../platform/src/database';
import { stopWithinMs } from '../../../platform/src/run';
import { secretKey } from '../../../platform/src/secret-key';
import { onInterrupt } from '../interrupt';
import { assertAnswers } from './given-redis';
import { LogStream, wantsColours } from './log-stream';
import type { Hearing } from './managed-process';
import { ownDatabase } from './own-database';
import { ownRedis } from './own-redis';
import { type PlatformProcess, platformProcess } from './platform-process';
import { contextPlacements, edgePlacement } from './processes';
import { type RunningSplit, splitBanner } from './split-banner';
import { Teardown } from './teardown';
import { untilReady } from './until-ready';

/** Postgres of ours takes 100 connections; some are for whoever looks on. */
const embeddedConnections = 90;

/**
 * Runs the split until it is asked to stop. Returns the code to exit with: 1 if it could not start, or something
 * could not be kept running; then a line has said why.
 * @throws ConfigurationError
 */
export async function runSplit(env: NodeJS.ProcessEnv, replicas: ReadonlyMap<string, number>): Promise<number> {
  const configuration = readConfiguration({ ...env, CONTEXTS: 'all', EDGE: 'on', MANAGEMENT_PORT: undefined }, contextNames);
  const teardown = new Teardown();
  let failure: string | undefined;
  const giveUp = (why: string) => {
    failure ??= why;
    void teardown.stop();
  };
  const silence = onInterrupt(
    () => {
      process.stdout.write('\nStopping the edge, the contexts, Redis and the database. Once more to kill them.\n');
      void teardown.stop();
    },
    () => {
      teardown.kill();
      process.exit(1);
    },
  );
  try {
    const split = await start(configuration, env, replicas, teardown, giveUp);
    process.stdout.write(splitBanner(split));
  } catch (error) {
    giveUp((error as Error).message);
  }
  await teardown.requested;
  await teardown.stop();
  silence();
  if (failure) process.stderr.write(`${failure}\n`);
  return failure === undefined ? 0 : 1;
}

async function start(
  configuration: Configuration,
  env: NodeJS.ProcessEnv,
  replicas: ReadonlyMap<string, number>,
  teardown: Teardown,
  giveUp: (why: string) => void,
): Promise<RunningSplit> {
  const placements = contextPlacements(replicas);
  const stream = new LogStream(
    process.stdout,
    ['launcher', 'edge', ...placements.map(({ label }) => label), 'redis'],
    wantsColours(process.stdout, env),
  );
  const hear = (label: string) => ({ log: (line: string) => stream.write(label, line), onGivenUp: giveUp });
  const { log } = hear('launcher');
  log(`starting ${placements.length + 1} processes, and what they need`);
  const embedded = isEmbedded(configuration);
  if (embedded) await ownDatabase(configuration, hear('launcher'), teardown);
  await secretKey(configuration);
  const redis = await openRedis(configuration, env, hear('redis'), teardown);

  const childEnv = {
    ...env,
    DATA_DIR: resolve(configuration.dataDir),
    PUBLIC_URL: configuration.publicUrl,
    REDIS_URL: redis.url,
    MANAGEMENT_PORT: '',
    ...(embedded && { DATABASE_CONNECTIONS: String(shareOf(configuration, placements.length)) }),
    ...(!stream.colourful && { NO_COLOR: '1' }),
  };
  const contexts = placements.map((placement) => platformProcess(placement, childEnv, hear(placement.label)));
  const edge = platformProcess(edgePlacement, childEnv, hear('edge'));
  await teardown.add(group(contexts));
  await teardown.add(group([edge]));
  await Promise.all([...contexts, edge].map(({ process: each }) => each.start()));
  let asked = false;
  void teardown.requested.then(() => (asked = true));
  const split = { configuration, embedded, redis, processes: [edge, ...contexts], port: edge.port()! };
  await untilReady(localUrl(configuration, split.port), () => !asked);
  return split;
}

async function openRedis(
  { redisUrl, dataDir }: Configuration,
  env: NodeJS.ProcessEnv,
  hear: Hearing,
  teardown: Teardown,
): Promise<RunningSplit['redis']> {
  if (redisUrl) {
    await assertAnswers(redisUrl);
    return { url: redisUrl };
  }
  const redis = await ownRedis(join(resolve(dataDir), 'redis'), env, hear);
  await teardown.add({
    stop: async () => {
      await redis.process.stop(stopWithinMs);
      redis.clean();
    },
    kill: () => {
      redis.process.kill();
      redis.clean();
    },
  });
  await redis.process.start();
  await assertAnswers(redis.url);
  return { url: redis.url, process: redis.process };
}

function group(processes: PlatformProcess[]) {
  return {
    stop: async () => void (await Promise.all(processes.map(({ process: each }) => each.stop(stopWithinMs)))),
    kill: () => processes.forEach(({ process: each }) => each.kill()),
  };
}

function shareOf({ databaseConnections }: Configuration, processes: number): number {
  return Math.max(1, Math.min(databaseConnections, Math.floor(embeddedConnections / processes)));
}

/** Where this machine reaches the edge, whatever address it listens on. */
function localUrl({ host }: Configuration, port: number): string {
  const any = host === '0.0.0.0' || host === '::';
  return `http://${any ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
}
