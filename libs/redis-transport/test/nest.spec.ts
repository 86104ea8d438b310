import {
  Controller,
  type INestApplicationContext,
  type INestMicroservice,
  Injectable,
  Module,
  UseGuards,
  type CanActivate,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ClientsModule,
  Ctx,
  EventPattern,
  MessagePattern,
  Payload,
  RpcException,
  type ClientProxy,
} from '@nestjs/microservices';
import { firstValueFrom, lastValueFrom, of, throwError, toArray, concat } from 'rxjs';
import { RedisStreamsClient, RedisStreamsContext, RedisStreamsServer, TransportError } from '../src';
import { startRedis, type TestRedis } from '../testing/redis-server';
import { failure, until } from './harness';

@Injectable()
class Nobody implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

const orders: unknown[] = [];

@Controller()
class OrdersController {
  @MessagePattern('sum')
  sum(@Payload() numbers: number[]): number {
    return numbers.reduce((a, b) => a + b, 0);
  }

  @MessagePattern({ cmd: 'count' })
  async count(@Payload() to: number) {
    await Promise.resolve();
    return of(...Array.from({ length: to }, (_, i) => i + 1));
  }

  @MessagePattern('refuse')
  refuse(): never {
    throw new RpcException({ code: 'LOCKED', thread: 7 });
  }

  @MessagePattern('half')
  half() {
    return concat(
      of('first'),
      throwError(() => new RpcException('then an error')),
    );
  }

  @MessagePattern('guarded')
  @UseGuards(Nobody)
  guarded(): string {
    return 'never';
  }

  @MessagePattern('nothing')
  nothing(): void {}

  @MessagePattern('context')
  context(@Ctx() context: RedisStreamsContext) {
    return {
      pattern: context.getPattern(),
      trace: context.getMetadata()?.['trace'],
      aborted: context.getSignal()?.aborted,
    };
  }

  @MessagePattern('slow')
  slow(): Promise<never> {
    return new Promise(() => undefined);
  }

  @EventPattern('ordered')
  async ordered(@Payload() order: unknown): Promise<void> {
    await Promise.resolve();
    orders.push(order);
  }
}

@Module({ controllers: [OrdersController] })
class OrdersModule {}

let redis: TestRedis;
let server: INestMicroservice;
let clientApp: INestApplicationContext;
let client: ClientProxy;

beforeAll(async () => {
  redis = await startRedis();
  server = await NestFactory.createMicroservice(OrdersModule, {
    strategy: new RedisStreamsServer({ url: redis.url, context: 'orders', drainTimeoutMs: 10 }),
    logger: false,
  });
  await server.listen();
  const clients = ClientsModule.register([
    {
      name: 'ORDERS',
      customClass: RedisStreamsClient,
      options: { url: redis.url, context: 'orders', timeoutMs: 2_000 },
    },
  ]);
  @Module({ imports: [clients] })
  class ShopModule {}
  clientApp = await NestFactory.createApplicationContext(ShopModule, { logger: false });
  client = clientApp.get<ClientProxy>('ORDERS');
});
afterAll(async () => {
  await clientApp.close();
  await server.close();
  await redis.stop();
});

test('send reaches a @MessagePattern handler and brings its value back', async () => {
  expect(await firstValueFrom(client.send('sum', [1, 2, 3]))).toBe(6);
});

test('an Observable result arrives with all its values, in order', async () => {
  expect(await lastValueFrom(client.send({ cmd: 'count' }, 3).pipe(toArray()))).toEqual([1, 2, 3]);
});

test('a handler without a value completes without one', async () => {
  expect(await lastValueFrom(client.send('nothing', {}).pipe(toArray()))).toEqual([]);
});

test('an RpcException arrives as it was thrown', async () => {
  expect(await failure(firstValueFrom(client.send('refuse', {})))).toMatchObject({
    code: 'LOCKED',
    thread: 7,
  });
});

test('values before an error arrive, and then the error', async () => {
  const seen: unknown[] = [];
  const done = new Promise((resolve) =>
    client.send('half', {}).subscribe({ next: (value) => seen.push(value), error: resolve }),
  );
  expect(await done).toMatchObject({ message: 'then an error' });
  expect(seen).toEqual(['first']);
});

test('a guard keeps a call from its handler', async () => {
  expect(await failure(firstValueFrom(client.send('guarded', {})))).toMatchObject({
    message: 'Forbidden resource',
  });
});

test('a pattern without a handler is an error at once', async () => {
  const error: unknown = await firstValueFrom(client.send('unknown', {})).catch((reason: unknown) => reason);
  expect(error).toContain('no matching message handler');
});

test('a handler sees its pattern, the metadata of the dispatch hook, and a signal', async () => {
  client.setOnDispatchHook((packet) => (packet.metadata = { trace: 't1' }));
  expect(await firstValueFrom(client.send('context', {}))).toEqual({
    pattern: 'context',
    trace: 't1',
    aborted: false,
  });
});

test('a handler that does not answer is DeadlineExceeded at the client', async () => {
  const hurried = new RedisStreamsClient({ url: redis.url, context: 'orders', timeoutMs: 100 });
  const error = await failure(firstValueFrom(hurried.send('slow', {})));
  expect(error).toBeInstanceOf(TransportError);
  expect(error.code).toBe('DeadlineExceeded');
  await hurried.close();
});

test('emit reaches an @EventPattern handler', async () => {
  await lastValueFrom(client.emit('ordered', { id: 1 }), { defaultValue: undefined });
  await until(() => orders.length === 1);
  expect(orders).toEqual([{ id: 1 }]);
});

test('a client that was closed connects again', async () => {
  const again = new RedisStreamsClient({ url: redis.url, context: 'orders' });
  await again.connect();
  await again.close();
  expect(await firstValueFrom(again.send('sum', [1]))).toBe(1);
  await again.close();
});

test('status tells of a connection, on calls back, and unwrap gives the transport', async () => {
  const watched = new RedisStreamsClient({ url: redis.url, context: 'orders' });
  let connected = 0;
  watched.on('connected', () => (connected += 1));
  await watched.connect();
  expect(connected).toBe(1);
  expect(await firstValueFrom(watched.status)).toBe('connected');
  expect(await watched.unwrap().replicas('orders')).toHaveLength(1);
  await watched.close();
});

test('a microservice whose Redis may not be used does not start', async () => {
  const evicting = await startRedis({ args: ['--maxmemory-policy', 'allkeys-lru'] });
  const refused = await NestFactory.createMicroservice(OrdersModule, {
    strategy: new RedisStreamsServer({ url: evicting.url, context: 'orders' }),
    logger: false,
  });
  expect((await failure(refused.listen())).message).toContain('noeviction');
  await refused.close();
  await evicting.stop();
});
