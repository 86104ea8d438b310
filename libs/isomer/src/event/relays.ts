import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Bindings } from '../call/bindings';
import { directStatements } from '../persistence/direct-statements';
import { Lanes } from './lanes';
import type { Outbox } from './outbox';
import { Relay } from './relay';
import type { Subscribers } from './subscription';

/** The relays of one context, one for each subscriber: who is slow or away keeps nobody else waiting. */
export class Relays implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly relays: Relay[];

  constructor(
    publisher: string,
    source: DataSource,
    outbox: Outbox,
    subscribers: Subscribers,
    bindings: Bindings,
  ) {
    this.relays = [...subscribers.wanted(publisher)].map((subscriber) => {
      const lanes = new Lanes(directStatements(source), subscriber);
      const relay = new Relay({ publisher, subscriber, lanes, deliver: bindings.deliverTo(subscriber) });
      outbox.onCommitted(subscriber, () => relay.wake());
      return relay;
    });
  }

  onApplicationBootstrap(): void {
    for (const relay of this.relays) relay.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.relays.map((relay) => relay.stop()));
  }
}
