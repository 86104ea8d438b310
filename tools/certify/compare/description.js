// @ts-check
const { Names } = require('./names.js');
const { checkOrder } = require('./order.js');
const { checkServed, describeServed } = require('./served.js');
const { describeTables, readTables } = require('./tables.js');
const { checkTimes } = require('./times.js');

/**
 * What a run was, in words that are the same for every run that does the same.
 * @typedef {{ answers: Record<string, any[]>, events: any[], state: import('./tables.js').Tables, served: string[] }} Description
 */

/**
 * Describes a run that is over, and checks what must hold in any.
 * @param {import('../scenario/world.js').World} world
 * @returns {Promise<{ description: Description, raw: import('./served.js').Served[] }>}
 */
exports.describe = async function describe(world) {
  const names = new Names({ since: world.since - 1, url: world.deployment.url });
  const tables = await readTables(world);
  const raw = world.deployment.served();
  checkTimes(world);
  checkOrder(world, tables);
  checkServed(world, raw);
  const answers = describeAnswers(world, names);
  const all = describeTables(tables, names);
  const isOutbox = (/** @type {string} */ table) => table.endsWith('.outbox');
  const events = Object.keys(all)
    .filter(isOutbox)
    .flatMap((table) => all[table]);
  const state = Object.fromEntries(Object.entries(all).filter(([table]) => !isOutbox(table)));
  return { description: { answers, events, state, served: describeServed(world, raw, names) }, raw };
};

/** By actor, each of which asks one thing after the other. @param {import('../scenario/world.js').World} world @param {Names} names */
function describeAnswers({ entries }, names) {
  /** @type {Record<string, any[]>} */
  const answers = {};
  const sorted = [...entries].sort((a, b) =>
    a.actor < b.actor ? -1 : a.actor > b.actor ? 1 : a.step - b.step,
  );
  for (const { actor, request, answer, unordered } of sorted) {
    const described = {
      request: names.of(request),
      answer: names.of(unordered ? sortedLists(answer, names) : answer),
    };
    (answers[actor] ??= []).push(described);
  }
  return answers;
}

/** Lists whose order is up to who came first. @param {any} value @param {Names} names @returns {any} */
function sortedLists(value, names) {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, sortedLists(each, names)]));
  const keyed = value.map((each) => ({ each, by: JSON.stringify(names.of(each, false)) }));
  return keyed.sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0)).map(({ each }) => each);
}
