// @ts-check

/**
 * Events of one key are in the order in which one person's commands were answered: they were committed one after the other.
 * @param {import('../scenario/world.js').World} world @param {import('./tables.js').Tables} tables
 */
exports.checkOrder = function checkOrder(world, tables) {
  for (const context of world.contexts) {
    const outbox = [...(tables[`${context}.outbox`] ?? [])].sort((a, b) => a.seq - b.seq);
    const places = new Map(outbox.map(({ key, payload }, place) => [JSON.parse(payload).id, { key, place }]));
    /** @type {Map<string, number>} */
    const last = new Map();
    for (const { actor, step, answer } of world.entries) {
      const found = answer.status === 201 ? places.get(answer.body.id) : undefined;
      if (found === undefined) continue;
      const lane = `${actor} ${found.key}`;
      const inOrder = found.place >= (last.get(lane) ?? -1);
      world.check('events of a key are in the order of their commands', inOrder, { context, actor, step });
      last.set(lane, found.place);
    }
  }
};
