import { Inject, Injectable } from '@nestjs/common';
import { ClientProxy } from '@nestjs/microservices';
import { firstValueFrom, lastValueFrom, type Observable, timeout } from 'rxjs';

interface Outcome {
  values: unknown[];
  error?: unknown;
}

@Injectable()
export class Shop {
  constructor(@Inject('ORDERS') private readonly orders: ClientProxy) {}

  /** All that the service says to one after another, by what it was asked. */
  async answers(): Promise<Record<string, Outcome>> {
    const asked: [name: string, pattern: unknown, data: unknown][] = [
      ['a value', 'sum', [1, 2, 3]],
      ['an object, for a pattern that is one', { by: { id: true }, cmd: 'find' }, { id: '7' }],
      ["Nest's own pipe refuses", { cmd: 'find', by: { id: true } }, { id: 'seven' }],
      ['no value', 'nothing', {}],
      ['null', 'null', {}],
      ['several values', 'count', 25],
      ['no values', 'count', 0],
      ['values as they come', 'count.slowly', {}],
      ['a value, then an error', 'half', {}],
      ['an RpcException of an object', 'refuse', {}],
      ['an RpcException of a text', 'refuse.text', {}],
      ['any other error', 'crash', {}],
      ['an exception filter', 'filtered', {}],
      ['a guard that refuses', 'guarded', { name: 'Ann' }],
      ['a guard that lets in', 'guarded', { name: 'Ann', token: 'let me in' }],
      ['a pipe that changes', 'piped', '  text '],
      ['a pipe that refuses', 'piped', '  '],
      ['an interceptor', 'intercepted', {}],
      ['a controller for each request', 'stock.asked', {}],
      ['another controller for each request', 'stock.asked', {}],
      ['the channel', 'channel', {}],
      ['data that is missing', 'sum', undefined],
    ];
    const told: Record<string, Outcome> = {};
    for (const [name, pattern, data] of asked) told[name] = await outcome(this.orders.send(pattern, data));
    told['both handlers of an event'] = { values: await this.placeAnOrder() };
    told['status'] = { values: [await firstValueFrom(this.orders.status)] };
    told['a pattern without a handler'] = await outcome(
      this.orders.send('unknown', {}).pipe(timeout({ first: 1_500 })),
    );
    return told;
  }

  async burst(): Promise<string[]> {
    for (let i = 0; i < 10; i += 1)
      await lastValueFrom(this.orders.emit('ran', { i }), { defaultValue: undefined });
    return Promise.all(Array.from({ length: 20 }, () => firstValueFrom(this.orders.send<string>('run', {}))));
  }

  private async placeAnOrder(): Promise<string[]> {
    await lastValueFrom(this.orders.emit('order.placed', { id: 1 }), { defaultValue: undefined });
    for (;;) {
      const seen = await firstValueFrom(this.orders.send<string[]>('order.placed.seen', {}));
      if (seen.length >= 2) return seen;
    }
  }
}

function outcome(answers: Observable<unknown>): Promise<Outcome> {
  const values: unknown[] = [];
  return new Promise((resolve) =>
    answers.subscribe({
      next: (value) => values.push(value),
      error: (error: unknown) => resolve({ values, error: error instanceof Error ? error.message : error }),
      complete: () => resolve({ values }),
    }),
  );
}
