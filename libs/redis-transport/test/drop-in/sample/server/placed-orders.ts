import { Injectable } from '@nestjs/common';

@Injectable()
export class PlacedOrders {
  readonly seen: string[] = [];
}
