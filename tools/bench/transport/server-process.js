// @ts-check
/** Serves the call of one contender. */
const { answer } = require('../processes/answer.js');
const { usage } = require('../processes/usage.js');
const { contenderOf } = require('./contenders/contender.js');

answer({
  serve: ({ contender, place }) => contenderOf(contender).serve(place),
  usage,
});
