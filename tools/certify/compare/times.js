// @ts-check

/** Two clocks' worth of rounding, in milliseconds. */
const slackMs = 2;
/** Times that people choose anew, of what they do again, and of what happened last. */
const mayChange = new Set(['publishAt', 'updatedAt', 'deletedAt', 'lastUsedAt']);
const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/;

/**
 * Times are compared by their order before they are masked: what a request makes is made while it is under way, a time
 * that was told once stays, and lists are in order.
 * @param {import('../scenario/world.js').World} world
 */
exports.checkTimes = function checkTimes(world) {
  /** @type {Map<string, string>} */
  const told = new Map();
  const byStep = [...world.entries].sort((a, b) => a.receivedAt - b.receivedAt);
  for (const entry of byStep) {
    const where = `${entry.actor}, step ${entry.step}`;
    const value = entry.answer.body ?? entry.answer.output;
    checkStay(world, told, value, where);
    if (entry.answer.status === 201 && entry.request.method === 'POST') checkMade(world, entry, where);
    if (!entry.unordered) checkList(world, value, where);
  }
};

/** @param {import('../scenario/world.js').World} world @param {Map<string, string>} told @param {any} value @param {string} where */
function checkStay(world, told, value, where) {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, each] of Object.entries(value)) {
    if (mayChange.has(field)) continue;
    if (typeof each === 'string' && isTime.test(each) && value.id !== undefined) {
      const before = told.get(`${value.id} ${field}`);
      world.check('a time that was told stays', before === undefined || before === each, {
        where,
        field,
        before,
        each,
      });
      told.set(`${value.id} ${field}`, each);
    } else checkStay(world, told, each, where);
  }
}

/** @param {import('../scenario/world.js').World} world @param {import('../client/actor.js').Entry} entry @param {string} where */
function checkMade(world, { answer, sentAt, receivedAt }, where) {
  for (const [field, each] of Object.entries(answer.body)) {
    if (field === 'expiresAt' || typeof each !== 'string' || !isTime.test(each)) continue;
    // What is answered again was made by an earlier request, and not before the scenario.
    const at = Date.parse(each);
    world.check('what is made is made before it is answered', at <= receivedAt + slackMs, {
      where,
      field,
      each,
      receivedAt,
    });
    world.check('what is made is made after the scenario began', at >= world.since - slackMs, {
      where,
      field,
      each,
      sentAt,
    });
  }
}

/** Oldest first or newest first. @param {import('../scenario/world.js').World} world @param {any} value @param {string} where */
function checkList(world, value, where) {
  if (!Array.isArray(value?.items)) return;
  const field = value.items[0]?.publishedAt !== undefined ? 'publishedAt' : 'createdAt';
  const times = value.items.map((/** @type {any} */ item) => item[field]);
  const sorted = [...times].sort();
  const isSorted = [sorted, sorted.toReversed()].some((order) => order.join() === times.join());
  world.check('a list is in the order of its times', isSorted, { where, times });
}
