import { RedisStreamsTransport } from '@isomer/redis-transport';
import { ConsoleLogger, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { contextsModule } from '../../platform/src/app.module';
import { wantsColours } from '../../platform/src/colours';
import { openDatabases } from '../../platform/src/database';
import { secretKey } from '../../platform/src/secret-key';
import { givenServiceKeys, identityOf, madeServiceKeys } from '../../platform/src/service-keys';
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
  const given = await givenServiceKeys(configuration);
  const { databases, embedded } = await openDatabases(configuration, log);
  try {
    const { redisUrl: url, remote } = configuration;
    const secret = await secretKey(configuration, log);
    const keys = given ?? madeServiceKeys(configuration, secret);
    const transport =
      url && remote.length > 0
        ? new CallingTransport({ url, name: 'cli', identity: identityOf(keys), log: () => undefined })
        : undefined;
    const colors = wantsColours(process.stderr, env);
    const contexts = await NestFactory.createApplicationContext(
      contextsModule({ configuration, databases, secretKey: secret, keys, transport }),
      {
        logger: new ConsoleLogger({ logLevels: ['fatal', 'error'], timestamp: false, colors }),
        abortOnError: false,
      },
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
