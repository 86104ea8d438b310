import { Body, Controller, Get, Module, Param, Patch, Post, Query, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import { z } from 'zod';
import { fake } from '../testing/fake';
import { Bindings } from '../src/call/bindings';
import { CallContext } from '../src/call/call-context';
import { Placement } from '../src/context/placement';
import { authenticated, everyone } from '../src/contract/access';
import { command, contract, query } from '../src/contract/contract';
import { error } from '../src/contract/errors';
import { Outdated } from '../src/contract/framework-errors';
import { sentences } from '../src/contract/sentences';
import { ApiCall } from '../src/edge/api-call.decorator';
import type { EdgeOptions } from '../src/edge/edge-options';
import { EdgeModule } from '../src/edge/edge.module';
import { IfMatch } from '../src/edge/entity-tags';
import { httpAdapter } from '../src/edge/http-adapter';
import { Paginated } from '../src/edge/pagination';
import { body, numeric, queryOf } from '../src/edge/validation';

/** A small API, for the specs of the edge. */
export class SoldOut extends error('shop.sold-out', {
  meaning: 'FailedPrecondition',
  message: 'There are {left} left.',
  details: z.object({ left: z.int() }).meta({ examples: [{ left: 0 }] }),
}) {}

export const Thing = z
  .object({ id: z.string(), name: z.string().max(9), revision: z.int().optional() })
  .meta({ id: 'Thing' });
const Things = z.object({ items: z.array(Thing), next: z.string().optional() });
const NewThing = z.object({ name: z.string().max(9), tags: z.record(z.string(), z.int()).optional() });
type NewThing = z.infer<typeof NewThing>;

export class ShopApi extends contract('shop', {
  make: command({ input: NewThing, output: Thing, errors: [SoldOut], access: everyone }),
  rename: command({
    input: z.object({ name: z.string().max(9), ifRevision: z.array(z.int()).optional() }),
    output: Thing,
    access: everyone,
  }),
  close: command({ input: z.object({}), output: Thing, access: everyone }),
  best: query({ input: z.object({}), output: Thing, access: everyone }),
  own: query({ input: z.object({}), output: Thing, access: authenticated }),
  list: query({
    input: z.object({ cursor: z.string().optional(), limit: z.int().min(1).max(3).default(2) }),
    output: Things,
    access: everyone,
  }),
  hang: query({ input: z.object({}), output: Thing, access: everyone }),
}) {}

/** What a request can end with, and what the calls of it have seen. */
export const shop = {
  fail: undefined as (() => unknown) | undefined,
  seen: [] as CallContext[],
  best: { id: '1', name: 'best', revision: 1 },
  hanging: [] as AbortSignal[],
};

@ApiTags('Things')
@Controller('v1/things')
class ShopController {
  constructor(private readonly things: ShopApi) {}

  @Post()
  @ApiCall(ShopApi, 'make', { summary: 'Make', description: 'Makes a thing.', location: '/v1/things/{id}' })
  make(@Body({ schema: body(NewThing) }) thing: NewThing): Promise<unknown> {
    return this.things.make(thing);
  }

  @Patch('best')
  @ApiCall(ShopApi, 'rename', {
    summary: 'Rename',
    description: 'Renames the best thing.',
    status: 200,
    revision: 'revision',
    ifMatch: true,
  })
  rename(
    @Body({ schema: body(NewThing) }) { name }: NewThing,
    @IfMatch() ifRevision: number[] | undefined,
  ): Promise<unknown> {
    return this.things.rename({ name, ifRevision });
  }

  @Post('close')
  @ApiCall(ShopApi, 'close', { summary: 'Close', description: 'Takes no body.', status: 200 })
  close(): Promise<unknown> {
    return this.things.close({});
  }

  @Get('mine')
  @ApiCall(ShopApi, 'own', { summary: 'Mine', description: 'My thing.' })
  own(): Promise<unknown> {
    return this.things.own({});
  }

  @Get('best')
  @ApiCall(ShopApi, 'best', { summary: 'Best', description: 'The best thing.', revision: 'revision' })
  best(): Promise<unknown> {
    return this.things.best({});
  }

  @Get('old')
  @ApiCall(ShopApi, 'best', {
    summary: 'Best of before',
    description: 'The best thing.',
    deprecated: { since: '2026-01-01', sunset: '2027-01-01', successor: '/v1/things/best' },
  })
  old(@Query({ schema: queryOf({}) }) _query: object): Promise<unknown> {
    return this.things.best({});
  }

  @Get()
  @Paginated()
  @ApiCall(ShopApi, 'list', { summary: 'List', description: 'All things.' })
  list(
    @Query('cursor') cursor?: string,
    @Query('limit', { schema: numeric(z.int().max(3).default(2)) }) limit?: number,
  ): Promise<unknown> {
    return this.things.list({ cursor, limit });
  }

  @Get('hang')
  @ApiCall(ShopApi, 'hang', { summary: 'Hang', description: 'Never answers.' })
  hang(): Promise<unknown> {
    return this.things.hang({});
  }

  @Get('fail/:how')
  fail(@Param('how', { schema: z.string().max(5) }) _how: string): unknown {
    return shop.fail!();
  }
}
Reflect.defineMetadata('design:paramtypes', [ShopApi], ShopController);

@Module({ controllers: [ShopController] })
class ShopHttpModule {}

export async function openShop(options: Partial<EdgeOptions> = {}): Promise<NestFastifyApplication> {
  const see = () => void shop.seen.push(CallContext.current!);
  const { client } = fake(ShopApi, {
    make: async ({ name }) => {
      see();
      if (name === 'sold out') throw new SoldOut({ left: 0 });
      return { id: '1', name };
    },
    close: async () => {
      see();
      return { id: '1', name: 'closed' };
    },
    own: async () => ({ id: '1', name: 'mine' }),
    best: async () => shop.best,
    rename: async ({ name, ifRevision }) => {
      if (ifRevision && !ifRevision.includes(shop.best.revision)) throw new Outdated(sentences.outdated);
      shop.best = { ...shop.best, name, revision: shop.best.revision + 1 };
      return shop.best;
    },
    list: async ({ cursor, limit }) => ({
      items: Array.from({ length: limit }, (_, i) => ({ id: `${i}`, name: 'thing' })),
      next: cursor === 'last' ? undefined : 'a b&c',
    }),
    hang: () => {
      shop.hanging.push(CallContext.current!.signal);
      return new Promise(() => undefined);
    },
  });
  const shared = [
    { provide: ShopApi as unknown as Type, useValue: client },
    { provide: Placement, useValue: new Placement([], []) },
    { provide: Bindings, useValue: new Bindings([], new Set(), undefined) },
  ];
  @Module({})
  class SharedModule {}
  const module = await Test.createTestingModule({
    imports: [
      {
        module: SharedModule,
        global: true,
        providers: shared,
        exports: shared.map(({ provide }) => provide),
      },
      EdgeModule.forRoot([ShopHttpModule]),
    ],
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(options));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
