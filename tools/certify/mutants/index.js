// @ts-check
const { calls } = require('./calls.js');
const { contexts } = require('./contexts.js');
const { events } = require('./events.js');

/**
 * A build that is broken on purpose: texts of the compiled program, each of which is there once, and what they become. It
 * is run in `topologies`, and `caughtBy` is what must tell: a rule that a run breaks, an answer that the scenario does not
 * expect, or what differs from the first of the topologies.
 * @typedef {{ name: string, what: string, edits: Edit[], topologies: string[], fault?: string, caughtBy: 'rule' | 'answer' | 'answers' | 'events' | 'state' | 'served' }} Mutant
 * @typedef {{ file: string, find: string, replace: string }} Edit
 */

/** @type {Mutant[]} */
exports.mutants = [...contexts, ...calls, ...events];

/** What `caughtBy` says, in words. */
exports.catchers = {
  rule: 'a rule that holds in any run',
  answer: 'an answer that the scenario does not expect',
  answers: 'the difference of answers',
  events: 'the difference of published events',
  state: 'the difference of tables',
  served: 'the difference of calls as they were served',
};
