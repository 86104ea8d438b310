// @ts-check
/** One of the processes that are watched: it serves or calls, and says what memory it holds. */
const { keepInFlight } = require('../bench/measuring/in-flight.js');
const { answer } = require('../bench/processes/answer.js');
const { connected, contenderOf } = require('../bench/transport/contenders/contender.js');
const { flood } = require('./flood.js');

const contender = 'isomer-contract';
/** Few: each has a new token every half minute, and those before are kept until there are thousands. */
const members = 16;

/** @type {(member: number) => Promise<unknown>} */
let call;
let turn = 0;
const callNext = () => call(turn++ % members);

answer({
  serve: ({ place }) => contenderOf(contender).serve(place),
  connect: async ({ place }) => {
    call = await connected(contender, place);
  },
  load: ({ inFlight, ms }) =>
    keepInFlight(
      Array.from({ length: inFlight }, () => callNext),
      { ms },
    ),
  flood: (load) => flood(callNext, load),
  memory: async () => {
    if (!global.gc) throw new Error('Start it with --expose-gc: what waits to be collected is no leak');
    global.gc();
    const { rss, heapUsed } = process.memoryUsage();
    return { rss, heapUsed };
  },
});
