// @ts-check
const { parseArgs } = require('node:util');
const { ruleText } = require('./trend.js');

const usage = `Calls through a contract for minutes, and fails if what holds it grows: npm run soak -- [options]

  --minutes <n>   how long, 3 unless told
  --seconds <n>   how long, instead of minutes
  --help          this text

One client keeps 256 calls in flight. Beside it another one asks a slow replica for ten times what that can take,
so that most of these calls are refused as resource-exhausted. Garbage is collected before each look at memory.

${ruleText}`;

const least = 10;
const most = 24 * 60 * 60;

/**
 * @param {string[]} args
 * @returns {{ help?: string, seconds: number }}
 * @throws Error that says what is wrong with the arguments
 */
exports.readOptions = function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string' },
      seconds: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return { help: usage, seconds: 0 };
  if (values.minutes !== undefined && values.seconds !== undefined)
    throw new Error('Give --minutes or --seconds, not both');
  const [name, value, unit] =
    values.seconds === undefined
      ? ['--minutes', values.minutes ?? '3', 60]
      : ['--seconds', values.seconds, 1];
  const seconds = Number(value) * unit;
  if (!(seconds >= least && seconds <= most)) {
    throw new Error(`${name} is '${value}' but must be a number that makes ${least} seconds to a day`);
  }
  return { seconds };
};
