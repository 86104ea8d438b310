// @ts-check
const { parseArgs } = require('node:util');

const usage = `Compares this build with its peers, side by side in one run: npm run bench -- [options]

  --group <name>  the benchmarks of a group, instead of those of none
  --only <name>   one benchmark, or several with the option repeated
  --runs <n>      how often each is repeated, 1 to 100, instead of its own number
  --print         print what was found and leave docs/benchmarks.* as they are
  --help          this text

Benchmarks:`;

/**
 * @param {string[]} args @param {import('./benchmarks.js').Benchmark[]} benchmarks
 * @returns {{ help?: string, chosen: import('./benchmarks.js').Benchmark[], runs?: number, print: boolean }}
 * @throws Error that says what is wrong with the arguments
 */
exports.readOptions = function readOptions(args, benchmarks) {
  const { values } = parseArgs({
    args,
    options: {
      group: { type: 'string' },
      only: { type: 'string', multiple: true },
      runs: { type: 'string' },
      print: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const names = benchmarks.map(
    ({ name, group, runs }) => `  ${name} (${runs} runs${group === undefined ? '' : `, group ${group}`})`,
  );
  if (values.help) return { help: `${usage}\n${names.join('\n')}`, chosen: [], print: true };
  const unknown = values.only?.find((wanted) => !benchmarks.some(({ name }) => name === wanted));
  if (unknown !== undefined)
    throw new Error(`There is no benchmark '${unknown}'. There are:\n${names.join('\n')}`);
  if (values.group !== undefined && !benchmarks.some(({ group }) => group === values.group))
    throw new Error(`There is no group '${values.group}'. There are:\n${names.join('\n')}`);
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  if (runs !== undefined && !(Number.isInteger(runs) && runs >= 1 && runs <= 100)) {
    throw new Error(`--runs is '${values.runs}' but must be a whole number from 1 to 100`);
  }
  const chosen = benchmarks.filter(
    ({ name, group }) => values.only?.includes(name) ?? group === values.group,
  );
  return { chosen, runs, print: values.print };
};
