import { Controller, Scope } from '@nestjs/common';
import { EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { PlacedOrders } from './placed-orders.js';

@Controller({ scope: Scope.REQUEST })
export class StockController {
  private asked = 0;

  constructor(private readonly placed: PlacedOrders) {}

  /** The second handler of this event. */
  @EventPattern('order.placed')
  reserve(@Payload() { id }: { id: number }): void {
    this.placed.seen.push(`reserved ${id}`);
  }

  @MessagePattern('stock.asked')
  count(): number {
    return ++this.asked;
  }
}
