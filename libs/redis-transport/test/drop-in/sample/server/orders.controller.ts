import { Controller, ParseIntPipe, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import {
  Ctx,
  EventPattern,
  MessagePattern,
  Payload,
  RedisContext,
  RpcException,
} from '@nestjs/microservices';
import { concat, delay, from, type Observable, of, throwError } from 'rxjs';
import { Envelope, NotEmpty, Translated, WithToken } from './enhancers.js';
import { PlacedOrders } from './placed-orders.js';

@Controller()
export class OrdersController {
  constructor(private readonly placed: PlacedOrders) {}

  @MessagePattern('sum')
  sum(@Payload() numbers: number[]): number {
    return numbers.reduce((a, b) => a + b, 0);
  }

  @MessagePattern({ cmd: 'find', by: { id: true } })
  async find(@Payload('id', ParseIntPipe) id: number) {
    await Promise.resolve();
    return { id, lines: [{ sku: 'a', text: 'Größe „M“ 👕' }], note: null, at: new Date(0), gone: undefined };
  }

  @MessagePattern('nothing')
  nothing(): void {}

  @MessagePattern('null')
  null(): null {
    return null;
  }

  @MessagePattern('count')
  count(@Payload() to: number): Observable<number> {
    return from(Array.from({ length: to }, (_, i) => i + 1));
  }

  @MessagePattern('count.slowly')
  async countSlowly() {
    await Promise.resolve();
    return concat(of('first'), of('second').pipe(delay(100)), of('third').pipe(delay(100)));
  }

  @MessagePattern('half')
  half(): Observable<string> {
    return concat(
      of('first').pipe(delay(10)),
      throwError(() => new RpcException('then an error')),
    );
  }

  @MessagePattern('refuse')
  refuse(): never {
    throw new RpcException({ code: 'LOCKED', thread: 7 });
  }

  @MessagePattern('refuse.text')
  refuseWithText(): never {
    throw new RpcException('locked');
  }

  @MessagePattern('crash')
  crash(): never {
    throw new Error('a secret of the server');
  }

  @MessagePattern('filtered')
  @UseFilters(Translated)
  filtered(): never {
    throw new RpcException('locked');
  }

  @MessagePattern('guarded')
  @UseGuards(WithToken)
  guarded(@Payload() { name }: { name: string }): string {
    return `hello ${name}`;
  }

  @MessagePattern('piped')
  piped(@Payload(NotEmpty) text: string): string {
    return text;
  }

  @MessagePattern('intercepted')
  @UseInterceptors(Envelope)
  intercepted(): Observable<string> {
    return of('a', 'b');
  }

  @MessagePattern('channel')
  channel(@Ctx() context: RedisContext): string {
    return context.getChannel();
  }

  @EventPattern('order.placed')
  onPlaced(@Payload() { id }: { id: number }): void {
    this.placed.seen.push(`placed ${id}`);
  }

  @MessagePattern('order.placed.seen')
  seen(): string[] {
    return [...this.placed.seen].sort();
  }

  @MessagePattern('run')
  run(): string {
    console.log('RAN request');
    return 'done';
  }

  @EventPattern('ran')
  onRan(@Payload() _event: unknown): void {
    console.log('RAN event');
  }
}
