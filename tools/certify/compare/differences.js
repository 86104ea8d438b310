// @ts-check

/** @typedef {{ kind: 'answers' | 'events' | 'state' | 'served', where: string, left: string, right: string }} Difference */

/**
 * Where two runs differ. Texts are compared as JSON, so the order of fields counts.
 * @param {import('./description.js').Description} left @param {import('./description.js').Description} right
 * @returns {Difference[]}
 */
exports.differences = function differences(left, right) {
  return [
    ...steps('answers', left.answers, right.answers),
    ...sets('events', 'published', left.events, right.events),
    ...keysOf(left.state, right.state).flatMap((table) =>
      sets('state', table, left.state[table] ?? [], right.state[table] ?? []),
    ),
    ...sets('served', 'calls', left.served, right.served),
  ];
};

/** One after the other. @param {'answers'} kind @param {Record<string, any[]>} left @param {Record<string, any[]>} right */
function steps(kind, left, right) {
  return keysOf(left, right).flatMap((actor) => {
    const [one, other] = [left[actor] ?? [], right[actor] ?? []];
    return Array.from({ length: Math.max(one.length, other.length) }, (_, i) => i)
      .filter((i) => text(one[i]) !== text(other[i]))
      .map((i) => ({ kind, where: `${actor}, request ${i + 1}`, left: text(one[i]), right: text(other[i]) }));
  });
}

/** What one has and the other has not, one of them at a time. @param {Difference['kind']} kind @param {string} where @param {any[]} left @param {any[]} right */
function sets(kind, where, left, right) {
  const [one, other] = [without(left, right), without(right, left)];
  return Array.from({ length: Math.max(one.length, other.length) }, (_, i) => ({
    kind,
    where,
    left: one[i] ?? '',
    right: other[i] ?? '',
  }));
}

/** @param {any[]} all @param {any[]} others */
function without(all, others) {
  /** @type {Map<string, number>} */
  const left = new Map();
  for (const each of others.map(text)) left.set(each, (left.get(each) ?? 0) + 1);
  return all.map(text).filter((each) => {
    const count = left.get(each) ?? 0;
    left.set(each, count - 1);
    return count <= 0;
  });
}

/** @param {object} left @param {object} right */
const keysOf = (left, right) => [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();

/** @param {unknown} value */
function text(value) {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
