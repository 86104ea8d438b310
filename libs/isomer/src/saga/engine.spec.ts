import { FillOrder, OutOfStock } from '../../test/orders-context';
import { type Scenario, rehearse, rehearseCrashes } from '../../testing/rehearse';
import { DeadlineExceeded, Unavailable } from '../contract/framework-errors';

const input = { order: '1', sku: 'tea' };
const reserve = 'stock.reserve {"sku":"tea"}';
const release = 'stock.release {"sku":"tea"}';
const ask = 'payments.ask {"order":"1"}';
const forget = 'payments.forget {"order":"1"}';
const pack = 'stock.pack {"reservation":"r"}';

/** Fails so often, and then does not. */
const after = (times: number, failure: () => Error, result: unknown) => {
  let left = times;
  return () => {
    if (left-- > 0) throw failure();
    return result;
  };
};

const bites = () => {
  let left = 3;
  return () => ({ left: --left });
};

const usual = (answers: Scenario['answers'] = {}): Scenario => ({
  input,
  answers: {
    'stock.reserve': () => ({ reservation: 'r' }),
    'stock.release': () => ({}),
    'stock.pack': () => ({ left: 0 }),
    'payments.ask': () => ({}),
    'payments.forget': () => ({}),
    ...answers,
  },
  events: { paid: { afterMs: 60_000, payload: { order: '1', cents: 5 } } },
});

test('a saga runs its stages in order, waits for its event, and goes on with its last step in bites', async () => {
  const { status, effects, results, tookMs } = await rehearse(FillOrder, usual({ 'stock.pack': bites() }));
  expect({ status, effects, tookMs }).toEqual({
    status: 'done',
    effects: [reserve, ask, pack, pack, pack],
    tookMs: 60_000,
  });
  expect(results).toEqual({
    reserved: { reservation: 'r' },
    asked: {},
    paid: { order: '1', cents: 5 },
    packed: { left: 0 },
  });
});

test('what a context refuses is not tried again, and what was done is undone in reverse', async () => {
  const scenario = usual({
    'payments.ask': () => {
      throw new OutOfStock();
    },
  });
  const { status, effects, error } = await rehearse(FillOrder, scenario);
  expect({ status, effects }).toEqual({ status: 'compensated', effects: [reserve, release] });
  expect(error).toBe('asked: OutOfStock: There is none');
});

test('an event that does not come in time turns it back', async () => {
  const { status, effects, error, tookMs } = await rehearse(FillOrder, { ...usual(), events: {} });
  expect({ status, tookMs }).toEqual({ status: 'compensated', tookMs: 3_600_000 });
  expect(effects.slice(2).sort()).toEqual([forget, release]);
  expect(error).toBe('paid: payments.paid did not come within 3600000 ms');
});

test('what is away is waited for, and costs no try', async () => {
  const away = () => new Unavailable('stock cannot be reached', { retryAfterMs: 1_000 });
  const { status, tookMs } = await rehearse(FillOrder, usual({ 'payments.ask': after(30, away, {}) }));
  expect(status).toBe('done');
  expect(tookMs).toBeGreaterThan(600_000);
});

test('for what is away longer than its patience it turns back, and undoes only what may have been done', async () => {
  const scenario = usual({
    'payments.ask': () => {
      throw new Unavailable('payments cannot be reached', { retryAfterMs: 1_000 });
    },
  });
  const { status, effects, tookMs } = await rehearse(FillOrder, scenario);
  expect({ status, effects }).toEqual({ status: 'compensated', effects: [reserve, release] });
  expect(tookMs).toBeGreaterThan(24 * 3_600_000);
});

test('what may have run is undone, once its tries are over', async () => {
  const late = () => {
    const error = new DeadlineExceeded('too late');
    error.mayHaveRun = true;
    return error;
  };
  const { status, effects } = await rehearse(FillOrder, usual({ 'payments.ask': after(9, late, {}) }));
  expect(status).toBe('compensated');
  expect(effects.slice(1).sort()).toEqual([forget, release]);
});

test('behind the point of no return nothing is undone: it waits for somebody', async () => {
  const scenario = usual({
    'stock.pack': () => {
      throw new OutOfStock();
    },
  });
  const { status, effects, error } = await rehearse(FillOrder, scenario);
  expect({ status, effects, error }).toEqual({
    status: 'stuck',
    effects: [reserve, ask],
    error: 'packed: OutOfStock: There is none',
  });
});

test('once it has turned back it does not go forwards again, though a crash would have the failed step succeed', async () => {
  const once = () => usual({ 'payments.ask': after(1, () => new OutOfStock(), {}) });
  const turned = await rehearse(FillOrder, once());
  expect(turned).toMatchObject({ status: 'compensated', effects: [reserve, release] });
  for (const when of ['before', 'after'] as const)
    expect(await rehearse(FillOrder, once(), { at: 3, when })).toEqual(turned);
});

test('a crash before or after any of its commands makes no difference', async () => {
  const { status } = await rehearseCrashes(FillOrder, usual());
  expect(status).toBe('done');
  const refused = usual({
    'payments.ask': () => {
      throw new OutOfStock();
    },
  });
  expect((await rehearseCrashes(FillOrder, refused)).status).toBe('compensated');
});
