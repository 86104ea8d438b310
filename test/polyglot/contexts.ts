import { CallContext, ContextModule, type Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { PlacesApi, UnknownPlace, WeatherApi } from './contracts';

@Injectable()
class Find implements Handler<typeof PlacesApi, 'find'> {
  async handle({ name }: { name: string }) {
    if (name === 'Nowhere') await new Promise(() => undefined);
    if (name !== 'Zürich') throw new UnknownPlace({ name });
    return { name, height: 408 };
  }
}

@Injectable()
class WhoAmI implements Handler<typeof PlacesApi, 'whoAmI'> {
  async handle() {
    const { principal, cancellation } = CallContext.current!;
    return { asker: JSON.stringify(principal), leftMs: cancellation.remainingMs };
  }
}

@ContextModule({ contract: PlacesApi, calls: { find: Find, whoAmI: WhoAmI } })
export class PlacesModule {}

@Injectable()
class Elsewhere {
  async handle(): Promise<never> {
    throw new Error('weather is served from Python');
  }
}

/** What a build knows of a context that never runs in it. */
@ContextModule({ contract: WeatherApi, calls: { forecast: Elsewhere, report: Elsewhere, wait: Elsewhere } })
export class WeatherModule {}
