import { RedisStreamsTransport } from '@isomer/redis-transport';
import { ConsoleLogger, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { contextsModule } from '../../platform/src/app.module';
import { openDatabases } from '../../platform/src/database';
import { secretKey } from '../../platform/src/secret-key';
import { callingConfiguration } from './configuration';

/** Calls the contexts that run elsewhere, and serves none: a command ends, and with it would end its share of the work. */
class CallingTransport extends RedisStreamsTransport {
  override async serve(): Promise<void> {}
}

/**
 * Lets `work` call contexts: those that CONTEXTS places here run in this process, on the same database as the
 * platform, and the others are called over REDIS_URL. @throws ConfigurationError
 */
export async function withContexts<T>(
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
  work: (contexts: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const configuration = callingConfiguration(env);
  const { databases, embedded } = await openDatabases(configuration, log);
  try {
    const { redisUrl: url, remote } = configuration;
    const transport =
      url && remote.length > 0 ? new CallingTransport({ url, name: 'cli', log: () => undefined }) : undefined;
    const contexts = await NestFactory.createApplicationContext(
      contextsModule({ configuration, databases, secretKey: await secretKey(configuration), transport }),
      { logger: new ConsoleLogger({ logLevels: ['fatal', 'error'], timestamp: false }), abortOnError: false },
    );
    try {
      return await work(contexts);
    } finally {
      await contexts.close();
    }
  } finally {
    await embedded?.close({ untilStopped: true });
  }
}
