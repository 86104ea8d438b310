import { inEveryTopology, until } from '@isomer/framework/testing';
import fc from 'fast-check';
import { administrator } from './administrators';
import { complaintOf } from './any-answer';
import { AnyCaller } from './any-caller';
import { type DocumentedOperation, anyRequest } from './any-request';
import type { Schema } from './any-value';
import { contradictionsIn, uncountedIn } from './whole-data';

/** Another one asks other requests; what fails names the one that it failed with. */
const seed = Number(process.env.ANY_REQUEST_SEED ?? 1843);
const batches = 300;
/** Of requests at once; a failure is cut down to those that are to blame. */
const most = 20;
/** A slow machine asks less. */
const longestMs = 75_000;

interface Document {
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, Schema> };
}

inEveryTopology('any request', (topology) => {
  test('is answered as the document says, whatever is in it', async () => {
    const { paths, components }: Document = (await topology.api.get('/openapi.json')).body;
    const operations = new Map(
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, each]) => [`${method.toUpperCase()} ${path}`, each]),
      ),
    );
    const caller = new AnyCaller(topology);
    await caller.begin();
    const done = new Set<string>();
    const end = performance.now() + longestMs;

    const batch = fc.array(anyRequest(operations), { minLength: 1, maxLength: most, size: 'max' });
    const isAsDocumented = fc.asyncProperty(batch, async (requests) => {
      if (performance.now() > end) return;
      const complaints = await Promise.all(
        requests.map(async (request) => {
          const { operation } = request;
          const answer = await caller.send(request);
          if (answer.status < 300) done.add(operation);
          const complaint = complaintOf(operations.get(operation)!, answer, components.schemas);
          return complaint && `${operation}: ${answer.status}: ${complaint}: ${answer.text.slice(0, 500)}`;
        }),
      );
      expect(complaints.filter((each) => each !== undefined)).toEqual([]);
    });
    await fc.assert(isAsDocumented, { seed, numRuns: batches });
    // What never gets through tries nothing.
    expect(done.size).toBeGreaterThan(operations.size / 2);
  }, 600_000);

  test('leaves nothing half done', async () => {
    const { DATABASE_URL: url } = topology.env;
    expect(await contradictionsIn(url!)).toEqual({});
    await until(async () => (await uncountedIn(url!)).length === 0, 'all comments being counted');
    const { token } = await administrator(topology);
    const letters = await topology.api.get('/v1/admin/events/dead-letters', { token });
    expect(letters.body).toEqual({ items: [], unreachable: [] });
  });
});
