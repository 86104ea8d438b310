import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { everyone, systemOnly } from '../src/contract/access';
import { type Handler, command, contract, query } from '../src/contract/contract';
import { error } from '../src/contract/errors';
import { event } from '../src/contract/event';
import { ContextModule } from '../src/context/context-module';
import { UnitOfWork } from '../src/persistence/unit-of-work';
import { saga } from '../src/saga/definition';
import { Sagas } from '../src/saga/sagas';

const Nothing = z.object({});
const Order = z.object({ order: z.string(), sku: z.string() });
type Order = z.infer<typeof Order>;

export class OutOfStock extends error('stock.out', {
  meaning: 'FailedPrecondition',
  message: 'There is none',
}) {}

/** Neighbours of the orders, to be faked. */
export class StockApi extends contract('stock', {
  reserve: command({
    input: z.object({ sku: z.string() }),
    output: z.object({ reservation: z.string() }),
    errors: [OutOfStock],
    access: systemOnly,
  }),
  release: command({ input: z.object({ sku: z.string() }), output: Nothing, access: systemOnly }),
  pack: command({
    input: z.object({ reservation: z.string() }),
    output: z.object({ left: z.int() }),
    access: systemOnly,
  }),
}) {}

export class OrderPaid extends event('payments.paid', {
  version: 1,
  schema: z.object({ order: z.string(), cents: z.int() }),
  key: ({ order }) => order,
}) {}

export class PaymentsApi extends contract(
  'payments',
  {
    ask: command({ input: z.object({ order: z.string() }), output: Nothing, access: systemOnly }),
    forget: command({ input: z.object({ order: z.string() }), output: Nothing, access: systemOnly }),
  },
  { events: [OrderPaid] },
) {}

/** Reserves and asks beside each other, waits for the payment, and packs in bites. */
export const FillOrder = saga('fillOrder', { version: 1, input: Order })
  .stage((step) => ({
    reserved: step
      .call(StockApi, 'reserve', ({ input }) => ({ sku: input.sku }))
      .undo(StockApi, 'release', ({ input }) => ({ sku: input.sku })),
    asked: step
      .call(PaymentsApi, 'ask', ({ input }) => ({ order: input.order }), { attempts: 3 })
      .undo(PaymentsApi, 'forget', ({ input }) => ({ order: input.order })),
  }))
  .stage((step) => ({ paid: step.event(OrderPaid, { key: ({ order }) => order, withinMs: 3_600_000 }) }))
  .noReturn()
  .stage((step) => ({
    packed: step
      .call(StockApi, 'pack', ({ results }) => ({ reservation: results.reserved.reservation }), {
        until: ({ left }) => left === 0,
      })
      .noUndo(),
  }));

const View = z.object({ status: z.string(), error: z.string().optional() });

export class OrdersApi extends contract('orders', {
  place: command({ input: Order, output: Nothing, access: everyone }),
  look: query({ input: z.object({ order: z.string() }), output: View, access: everyone }),
}) {}

@Injectable()
class PlaceOrder implements Handler<typeof OrdersApi, 'place'> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sagas: Sagas,
  ) {}

  handle(order: Order) {
    return this.work.run(async () => {
      await this.sagas.start(FillOrder, order, { id: order.order });
      return {};
    });
  }
}

@Injectable()
class LookAtOrder implements Handler<typeof OrdersApi, 'look'> {
  constructor(private readonly sagas: Sagas) {}

  async handle({ order }: { order: string }) {
    const { status, error: why } = (await this.sagas.find(order)) ?? { status: 'unknown' };
    return { status, error: why };
  }
}

const calls = { place: PlaceOrder, look: LookAtOrder };

@ContextModule({ contract: OrdersApi, calls, sagas: [FillOrder] })
export class OrdersModule {}

/** The next release: orders are filled in another way, and those of before to their end as they were begun. */
export const FillOrderFaster = saga('fillOrder', { version: 2, input: Order }).stage((step) => ({
  asked: step.call(PaymentsApi, 'ask', ({ input }) => ({ order: input.order })).noUndo(),
}));

@ContextModule({ contract: OrdersApi, calls, sagas: [FillOrderFaster, FillOrder] })
export class NextOrdersModule {}

/** A release that forgot them. */
@ContextModule({ contract: OrdersApi, calls, sagas: [FillOrderFaster] })
export class ForgetfulOrdersModule {}
