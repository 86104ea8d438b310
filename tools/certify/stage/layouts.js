// @ts-check
const { layouts } = require('../../../test/setup/topologies.js');

/** @typedef {import('../../../libs/isomer/testing/topology').ProcessPlacement} Placement */
/** @typedef {{ name: string, processes: Placement[] }} Layout */

/** The topologies of the end-to-end tests. The first one is what the others are compared with. @type {Layout[]} */
exports.layouts = layouts;

/** @param {string} name @returns {Layout} */
exports.layoutNamed = function layoutNamed(name) {
  const found = layouts.find((layout) => layout.name === name);
  if (!found) throw new Error(`There is no topology '${name}'`);
  return found;
};

/** Each context twice. The edge has one address, so what stands beside it has none. @param {Layout} layout @returns {Layout} */
exports.doubled = function doubled({ name, processes }) {
  const again = processes
    .filter(({ contexts }) => contexts !== 'none')
    .map((each) => ({ ...each, edge: false }));
  return { name, processes: [...processes, ...again] };
};
