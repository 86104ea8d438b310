import { Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { getDataSourceToken } from '@nestjs/typeorm';
import { MemoryNetwork } from '../../testing/memory-transport';
import { TRANSPORT } from '../context/isomer.module';
import { Placement } from '../context/placement';
import { NotesDatabase } from '../../test/notes-context';
import type { Transport } from '../transport/transport';
import { ManagementModule } from './edge.module';
import { Readiness, type ReadinessReport } from './readiness';

const network = new MemoryNetwork();
const replica = network.transport();
const gone = network.transport();
gone.ping = () => Promise.reject(new Error('Redis is gone'));

async function readiness(
  placement: Placement,
  transport?: Transport,
  sources: Record<string, unknown> = {},
): Promise<Readiness> {
  const providers = [
    { provide: Placement, useValue: placement },
    { provide: TRANSPORT, useValue: transport },
    ...Object.entries(sources).map(([name, source]) => ({
      provide: getDataSourceToken(name) as Type,
      useValue: source,
    })),
  ];
  @Module({})
  class SharedModule {}
  const shared = {
    module: SharedModule,
    global: true,
    providers,
    exports: providers.map(({ provide }) => provide),
  };
  const module = await Test.createTestingModule({ imports: [shared, ManagementModule] }).compile();
  return module.get(Readiness);
}

const report = async (...given: Parameters<typeof readiness>): Promise<ReadinessReport> =>
  (await readiness(...given)).report();

test('a process is ready when its databases answer, and says how many replicas what it calls elsewhere has', async () => {
  const database = await NotesDatabase.open('notes');
  const { source } = await database.use('notes');
  await replica.serve('posts', () => Promise.reject(new Error('not asked')), { version: '1', calls: {} });
  const placement = new Placement(['notes'], ['posts']);
  expect(await report(placement, network.transport(), { notes: source })).toEqual({
    status: 'up',
    contexts: { notes: { placed: 'here' }, posts: { placed: 'remote', replicas: 1 } },
    transport: {},
  });
  await source.destroy();
  expect(await report(placement, network.transport(), { notes: source })).toMatchObject({
    status: 'down',
    contexts: { notes: { problem: expect.any(String) }, posts: { replicas: 1 } },
  });
  await replica.close();
  await database.close();
});

test('a process is ready when nobody serves what it calls, and says so', async () => {
  expect(await report(new Placement([], ['posts']), network.transport())).toEqual({
    status: 'up',
    contexts: { posts: { placed: 'remote', replicas: 0, problem: 'no replica is running' } },
    transport: {},
  });
});

test('a process is not ready when its transport is away, and says no more than that', async () => {
  expect(await report(new Placement([], []), gone)).toEqual({
    status: 'down',
    contexts: {},
    transport: { problem: 'cannot be reached' },
  });
});

test('what does not answer is down after a second, and asked no second time meanwhile', async () => {
  let asked = 0;
  const silent = {
    query: () => {
      asked += 1;
      return new Promise(() => undefined);
    },
  };
  const looked = await readiness(new Placement(['notes'], []), undefined, { notes: silent });
  for (let i = 0; i < 2; i++) {
    expect(await looked.report()).toMatchObject({
      status: 'down',
      contexts: { notes: { placed: 'here', problem: 'cannot be reached' } },
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(asked).toBe(1);
});
