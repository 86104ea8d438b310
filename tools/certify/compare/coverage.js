// @ts-check
const { requireBuilt } = require('../../../test/setup/built.js');

/**
 * What the contracts of a build declare, which a certificate must have met.
 * @typedef {{ what: string, kind: 'call' | 'error' | 'event' | 'job', isMet(met: Met): boolean }} Declared
 * @typedef {{ served: Set<string>, published: Set<string> }} Met
 */

/** Every call, every error that a call declares, every event with each of its subscribers, and every job: from the contracts, never a list. @returns {Declared[]} */
exports.declared = function declared() {
  const { contextModules, contracts } = requireBuilt('apps/platform/src/contexts.js');
  const { declarationOf } = requireBuilt('libs/isomer/src/index.js');
  /** @type {Declared[]} */
  const all = [];
  for (const { contract } of contracts) {
    for (const [name, { errors }] of Object.entries(contract.calls)) {
      const call = `${contract.name}.${name}`;
      all.push({ what: call, kind: 'call', isMet: ({ served }) => served.has(`${call} ok`) });
      for (const { code } of errors)
        all.push({
          what: `${call}: ${code}`,
          kind: 'error',
          isMet: ({ served }) => served.has(`${call} ${code}`),
        });
    }
    for (const { event } of contract.events)
      all.push({ what: event.name, kind: 'event', isMet: ({ published }) => published.has(event.name) });
  }
  for (const module of contextModules) {
    const { contract, events = [], jobs = {} } = declarationOf(module);
    const { name: context } = contract.contract;
    for (const { event } of events) {
      const { name } = event;
      const handled = `${context}.on ${name}`;
      all.push({
        what: `${name} in ${context}`,
        kind: 'event',
        isMet: ({ served }) => served.has(`${handled} ok`),
      });
    }
    for (const [command, { cron }] of Object.entries(jobs))
      for (const why of cron === undefined ? ['job'] : ['job', 'tick']) {
        const what = `${why} ${context}.${command}`;
        all.push({ what, kind: 'job', isMet: ({ served }) => served.has(`${context}.on ${what} ok`) });
      }
  }
  return all;
};

/** What a run has met: the calls that its processes served, and the rows of its outboxes. @param {{ raw: import('./served.js').Served[], description: import('./description.js').Description }} run @returns {Met} */
exports.metBy = function metBy({ raw, description }) {
  return {
    served: new Set(raw.map(({ operation, outcome }) => `${operation} ${outcome}`)),
    published: new Set(description.events.map(({ name }) => name)),
  };
};
