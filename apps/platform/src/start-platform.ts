import {
  type Configuration,
  ConfigurationError,
  type ServiceKeys,
  Serving,
  readConfiguration,
} from '@isomer/framework';
import { httpAdapter } from '@isomer/framework/edge';
import { openTelemetry, RedisStreamsTransport } from '@isomer/redis-transport';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import { wantsColours } from './colours';
import { contextNames } from './contexts';
import { type OpenDatabases, openDatabases } from './database';
import { serveDocument } from './http';
import { isLaunched } from './launched';
import { loggerOf } from './logger';
import { secretKey } from './secret-key';
import { TransportLog } from './transport-log';
import { assertMayServe, givenServiceKeys, identityOf, madeServiceKeys } from './service-keys';

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
  const given = await givenServiceKeys(configuration);
  if (given && configuration.redisUrl) assertMayServe(configuration, given);
  const opened = await openDatabases(configuration, log);
  let transport: RedisStreamsTransport | undefined;
  try {
    const secret = await secretKey(configuration, isLaunched() ? () => undefined : log);
    const keys = given ?? madeServiceKeys(configuration, secret);
    if (!given && configuration.redisUrl && env.NODE_ENV === 'production') log(madeKeysMean);
    const transportLog = new TransportLog();
    transport = transportOf(configuration, keys, transportLog);
    const app = await NestFactory.create<NestFastifyApplication>(
      AppModule.forRoot({
        configuration,
        databases: opened.databases,
        secretKey: secret,
        keys,
        transport,
        throughCodec: env.NODE_ENV === 'test',
      }),
      httpAdapter({ ...configuration, overTls: configuration.publicUrl.startsWith('https:') }),
      { logger: loggerOf(configuration, wantsColours(process.stdout, env)), abortOnError: false },
    );
    if (configuration.edge) serveDocument(app);
    const port = configuration.edge ? configuration.port : configuration.managementPort;
    if (port === undefined) await app.init();
    else await listen(app, port, configuration);
    transportLog.release();
    return {
      configuration,
      opened,
      port: port === undefined ? undefined : portOf(app),
      replicas: await replicasOf(app),
      close: async () => {
        await app.close();
        // Whoever sees this process end, a shell or a container, may take the database to be down.
        await opened.embedded?.close({ untilStopped: true });
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

const madeKeysMean =
  'The keys of the services are made from SECRET_KEY: any process that has it can call everything and answer for everybody. ' +
  'To give each service its own: docs/guides/service-keys.md';

function transportOf(
  { redisUrl, here, edge }: Configuration,
  keys: ServiceKeys,
  log: TransportLog,
): RedisStreamsTransport | undefined {
  if (!redisUrl) return undefined;
  try {
    return new RedisStreamsTransport({
      url: redisUrl,
      identity: identityOf(keys),
      telemetry: openTelemetry(),
      name: [...(edge ? ['edge'] : []), ...here].join('+'),
      log: (level, message) => log.write(level, message),
    });
  } catch (error) {
    throw new ConfigurationError([`REDIS_URL: ${(error as Error).message}`]);
  }
}

function portOf(app: NestFastifyApplication): number {
  const address = app.getHttpServer().address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function replicasOf(app: NestFastifyApplication): Promise<Map<string, number>> {
  const replicas = await app.get(Serving).remoteReplicas();
  return new Map([...replicas].map(([name, list]) => [name, list.length]));
}
