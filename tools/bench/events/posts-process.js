// @ts-check
/** Handles what another process publishes. */
const { answer } = require('../processes/answer.js');
const { handled, open } = require('./apart.js');

answer({
  serve: async ({ place }) => void (await open(place, 'posts')),
  handled: async () => handled,
});
