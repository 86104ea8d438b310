import { ConfigurationError } from '@isomer/framework';
import { RedisStreamsTransport } from '@isomer/redis-transport';

/** @throws ConfigurationError with one line when a Redis does not answer, or must not be used */
export async function assertAnswers(url: string): Promise<void> {
  let transport: RedisStreamsTransport | undefined;
  try {
    transport = new RedisStreamsTransport({ url, name: 'launcher', log: () => undefined });
    await transport.ping();
  } catch (error) {
    throw new ConfigurationError([`REDIS_URL: ${(error as Error).message}`]);
  } finally {
    await transport?.close();
  }
}
