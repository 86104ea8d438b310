import { join, resolve } from 'node:path';
import type { Configuration } from '@isomer/framework';
import { baseUrl } from '../../../platform/src/base-url';
import { wantsColours } from '../../../platform/src/colours';
import { isEmbedded } from '../../../platform/src/database';
import { stopWithinMs } from '../../../platform/src/run';
import { secretKey } from '../../../platform/src/secret-key';
import { assertAnswers } from './given-redis';
import { LogStream } from './log-stream';
import type { Hearing } from './managed-process';
import { ownDatabase } from './own-database';
import { ownRedis } from './own-redis';
import { type PlatformProcess, platformProcess } from './platform-process';
import { contextPlacements, edgePlacement } from './processes';
import type { RunningSplit } from './split-banner';
import type { Teardown } from './teardown';
import { untilReady } from './until-ready';

/** Postgres of ours takes 100 connections; some are for whoever looks on. */
const embeddedConnections = 90;

/**
 * Starts the database, Redis, the contexts and the edge, each as a part of `teardown`. Resolves when the edge is
 * ready, or the end was asked for. @throws Error with what did not start, in the words of what did not
 */
export async function startSplit(
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
  if (embedded) await ownDatabase(configuration, log, teardown);
  await secretKey(configuration, log);
  const redis = await openRedis(configuration, env, hear('redis'), teardown);

  const childEnv = {
    ...env,
    DATA_DIR: resolve(configuration.dataDir),
    PUBLIC_URL: configuration.publicUrl,
    REDIS_URL: redis.url,
    MANAGEMENT_PORT: '',
    ...(embedded && { DATABASE_CONNECTIONS: String(shareOf(configuration, placements.length)) }),
    ...(stream.colourful ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  };
  const contexts = placements.map((placement) => platformProcess(placement, childEnv, hear(placement.label)));
  const edge = platformProcess(edgePlacement, childEnv, hear('edge'));
  await teardown.add(group(contexts));
  await teardown.add(group([edge]));
  await Promise.all([...contexts, edge].map(({ process: each }) => each.start()));
  const split = { configuration, embedded, redis, processes: [edge, ...contexts], port: edge.port()! };
  await untilReady(baseUrl(configuration.host, split.port), () => !teardown.isRequested);
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
