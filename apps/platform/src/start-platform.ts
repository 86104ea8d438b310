import { type Configuration, ConfigurationError, Serving, readConfiguration } from '@isomer/framework';
import { httpAdapter } from '@isomer/framework/edge';
import { RedisStreamsTransport } from '@isomer/redis-transport';
import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import { contextNames } from './contexts';
import { type OpenDatabases, openDatabases } from './database';
import { serveDocument } from './http';
import { secretKey } from './secret-key';

export interface Platform {
  configuration: Configuration;
  opened: OpenDatabases;
  /** Port that it listens on, if it does. */
  port?: number;
  /** Live replicas of the contexts that run elsewhere. */
  replicas: Map<string, number>;
  close(): Promise<void>;
}

/** Starts this process as its environment says. @throws ConfigurationError and others whose message says what to mend */
export async function startPlatform(env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<Platform> {
  const configuration = readConfiguration(env, contextNames);
  const opened = await openDatabases(configuration, log);
  const transport = transportOf(configuration, log);
  try {
    const app = await NestFactory.create<NestFastifyApplication>(
      AppModule.forRoot({
        configuration,
        databases: opened.databases,
        secretKey: await secretKey(configuration),
        transport,
      }),
      httpAdapter(),
      { logger: loggerOf(configuration), abortOnError: false },
    );
    if (configuration.edge) serveDocument(app);
    const port = configuration.edge ? configuration.port : configuration.managementPort;
    if (port === undefined) await app.init();
    else await listen(app, port, configuration);
    return {
      configuration,
      opened,
      port: port === undefined ? undefined : portOf(app),
      replicas: await replicasOf(app),
      close: async () => {
        await app.close();
        // The end of the first process of a container is the end of all: the database must be down before.
        await opened.embedded?.close({ untilStopped: process.pid === 1 });
      },
    };
  } catch (error) {
    await transport?.close();
    await opened.embedded?.close();
    throw error;
  }
}

async function listen(
  app: NestFastifyApplication,
  port: number,
  { host, edge }: Configuration,
): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL' && code !== 'ENOTFOUND')
      throw error;
    await app.close();
    const variable = edge ? 'PORT' : 'MANAGEMENT_PORT';
    const reason = {
      EADDRINUSE: 'is taken by another program',
      EACCES: 'may not be used by this user',
      EADDRNOTAVAIL: `is on HOST ${host}, which is no address of this machine`,
      ENOTFOUND: `is on HOST ${host}, which is no address of this machine`,
    }[code];
    throw new ConfigurationError([`${variable} ${port} ${reason}; set another one`]);
  }
}

function transportOf(
  { redisUrl, here, edge }: Configuration,
  log: (line: string) => void,
): RedisStreamsTransport | undefined {
  if (!redisUrl) return undefined;
  return new RedisStreamsTransport({
    url: redisUrl,
    name: [...(edge ? ['edge'] : []), ...here].join('+'),
    log: (level, message) => {
      if (level !== 'info') log(message);
    },
  });
}

const levels: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug'];

function loggerOf({ logLevel }: Configuration): ConsoleLogger {
  const upTo = { fatal: 1, error: 2, warn: 3, info: 4, debug: 5 }[logLevel];
  const logger = new ConsoleLogger({ logLevels: levels.slice(0, upTo), prefix: 'Isomer', timestamp: false });
  // What Nest says about its own wiring is for whoever debugs it; what it throws besides is said by us.
  for (const level of ['log', 'error'] as const) {
    const write = logger[level];
    logger[level] = (message: unknown, ...rest: unknown[]) => {
      if (logLevel === 'debug' || !wiring.has(String(rest.at(-1)))) write.call(logger, message, ...rest);
    };
  }
  return logger;
}

const wiring = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

function portOf(app: NestFastifyApplication): number {
  const address = app.getHttpServer().address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function replicasOf(app: NestFastifyApplication): Promise<Map<string, number>> {
  const replicas = await app.get(Serving).remoteReplicas();
  return new Map([...replicas].map(([name, list]) => [name, list.length]));
}
