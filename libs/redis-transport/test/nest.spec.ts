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
import {
  concat,
  defer,
  finalize,
  firstValueFrom,
  interval,
  lastValueFrom,
  map,
  of,
  range,
  take,
  tap,
  throwError,
  toArray,
} from 'rxjs';
import {
  RedisStreamsClient,
  RedisStreamsContext,
  RedisStreamsRecord,
  RedisStreamsRecordBuilder,
  RedisStreamsServer,
  TransportError,
} from '../src';
import { startRedis, type TestRedis } from '../testing/redis-server';
import { failure, gate, until } from './harness';

@Injectable()
class Nobody implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

const orders: unknown[] = [];
const firstArrived = gate();
let unsubscribed = 0;
const payments: unknown[] = [];

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
      channel: context.getChannel(),
      trace: context.getMetadata()?.['trace'],
      aborted: context.getSignal()?.aborted,
      headers: context.getHeaders(),
    };
  }

  @MessagePattern('no JSON')
  noJson(): bigint {
    return 1n;
  }

  @MessagePattern('no JSON among others')
  noJsonAmongOthers() {
    return of('first', 1n, 'third');
  }

  @MessagePattern('ticks')
  ticks() {
    return interval(20).pipe(finalize(() => (unsubscribed += 1)));
  }

  @MessagePattern('pause')
  pause() {
    return concat(of('first'), defer(() => firstArrived.opened).pipe(map(() => 'second')));
  }

  @MessagePattern('many')
  many() {
    return range(0, 1_000);
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

  @EventPattern('paid')
  paid(@Payload() order: unknown): void {
    payments.push(order);
    if (payments.length < 3) throw new Error('the till is closed');
  }
}

@Module({ controllers: [OrdersController] })
class OrdersModule {}

const errors: string[] = [];
/** Nest has one logger in a process. */
const logger = {
  log: () => undefined,
  warn: () => undefined,
  error: (message: unknown) => errors.push(String(message)),
};

let redis: TestRedis;
let server: INestMicroservice;
let clientApp: INestApplicationContext;
let client: ClientProxy;

beforeAll(async () => {
  redis = await startRedis();
  server = await NestFactory.createMicroservice(OrdersModule, {
    strategy: new RedisStreamsServer({
      url: redis.url,
      context: 'orders',
      drainTimeoutMs: 10,
      eventBackoffMs: 20,
    }),
    logger,
  });
  await server.listen();
  const clients = ClientsModule.register([
    {
      name: 'ORDERS',
      customClass: RedisStreamsClient,
      options: { url: redis.url, context: 'orders', timeoutMs: 20_000 },
    },
  ]);
  @Module({ imports: [clients] })
  class ShopModule {}
  clientApp = await NestFactory.createApplicationContext(ShopModule, { logger });
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

test('a value that is no JSON is an error, and its reason is in the log', async () => {
  const error = { status: 'error', message: 'Internal server error' };
  expect(await failure(firstValueFrom(client.send('no JSON', {})))).toMatchObject(error);
  const values = client.send('no JSON among others', {});
  expect(await failure(lastValueFrom(values))).toMatchObject(error);
  expect(errors.filter((line) => /cannot be written.*BigInt/.test(line))).toHaveLength(2);
});

test('a request that its deserializer refuses is an error, and its reason is in the log', async () => {
  const transport = (client as RedisStreamsClient).unwrap();
  const call = { context: 'orders', name: 'sum', headers: '', timeoutMs: 20_000, repeatable: false };
  const reply = await transport.call({ ...call, body: '{"pattern":' });
  expect(reply).toMatchObject({ ok: false });
  expect(JSON.parse(reply.body)).toEqual({ err: { status: 'error', message: 'Internal server error' } });
  expect(errors.filter((line) => /"sum" cannot be read: .*JSON/.test(line))).toHaveLength(1);
});

test('a pattern without a handler is an error at once', async () => {
  const error: unknown = await firstValueFrom(client.send('unknown', {})).catch((reason: unknown) => reason);
  expect(error).toContain('no matching message handler');
});

test('a handler sees its pattern, the metadata of the dispatch hook, and a signal', async () => {
  client.setOnDispatchHook((packet) => (packet.metadata = { trace: 't1' }));
  expect(await firstValueFrom(client.send('context', {}))).toEqual({
    pattern: 'context',
    channel: 'context',
    trace: 't1',
    aborted: false,
    headers: {},
  });
});

test('a record brings headers to the handler, and a time of its own', async () => {
  const record = new RedisStreamsRecordBuilder({}).setHeaders({ tenant: 'blue' }).setTimeout(5_000).build();
  expect(await firstValueFrom(client.send('context', record))).toMatchObject({ headers: { tenant: 'blue' } });
  const hurried = new RedisStreamsRecord({}, { timeoutMs: 50 });
  expect((await failure(firstValueFrom(client.send('slow', hurried)))).code).toBe('DeadlineExceeded');
});

test('a record that may be repeated gets the last value alone', async () => {
  const record = new RedisStreamsRecordBuilder(3).setRepeatable(true).build();
  expect(await lastValueFrom(client.send({ cmd: 'count' }, record).pipe(toArray()))).toEqual([3]);
});

test('values arrive when they are there, not when the last one is', async () => {
  const values = client.send('pause', {}).pipe(tap(() => firstArrived.open()));
  expect(await lastValueFrom(values.pipe(toArray()))).toEqual(['first', 'second']);
});

test('more values than fit under way arrive in order', async () => {
  const values = await lastValueFrom(client.send<number>('many', {}).pipe(toArray()));
  expect(values).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
});

test('who unsubscribes ends an Observable that would not end', async () => {
  expect(await lastValueFrom(client.send('ticks', {}).pipe(take(3), toArray()))).toEqual([0, 1, 2]);
  await until(() => unsubscribed === 1);
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

test('an @EventPattern handler that throws is called again until it does not', async () => {
  await lastValueFrom(client.emit('paid', { id: 2 }), { defaultValue: undefined });
  await until(() => payments.length === 3);
  expect(payments).toEqual([{ id: 2 }, { id: 2 }, { id: 2 }]);
});

test('an event that is no packet is a dead letter without an attempt more', async () => {
  const transport = (client as RedisStreamsClient).unwrap();
  await transport.emit({ context: 'orders', name: 'ordered', headers: '', body: '{"pattern":' });
  await until(async () => (await transport.deadLetters('orders')).length === 1);
  const [letter] = await transport.deadLetters('orders');
  expect(letter).toMatchObject({ attempts: 1, reason: expect.stringContaining('its body cannot be read') });
});

test('another application gets the events of a context, once per group, and none of its calls', async () => {
  const handled: string[] = [];
  @Controller()
  class MailController {
    @EventPattern('shipped')
    shipped(@Payload() order: string): void {
      handled.push(order);
    }
    @MessagePattern('sum')
    sum(): string {
      return 'not this one';
    }
  }
  @Module({ controllers: [MailController] })
  class MailModule {}
  const mailer = await NestFactory.createMicroservice(MailModule, {
    strategy: new RedisStreamsServer({
      ...{ url: redis.url, context: 'orders', eventGroup: 'orders-mailer', only: 'events' },
    }),
    logger: false,
  });
  await mailer.listen();
  await lastValueFrom(client.emit('shipped', 'order 3'), { defaultValue: undefined });
  await until(() => handled.length === 1);
  const sums = Array.from({ length: 20 }, () => firstValueFrom(client.send('sum', [1, 2])));
  expect(new Set(await Promise.all(sums))).toEqual(new Set([3]));
  await mailer.close();
  expect(handled).toEqual(['order 3']);
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
