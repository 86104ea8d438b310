// @ts-check
const { parseArgs } = require('node:util');
const { faults } = require('./faults/index.js');
const { mutants } = require('./mutants/index.js');
const { layouts } = require('../../test/setup/topologies.js');

const usage = `Runs one scenario in every topology, and again under faults, and compares: npm run certify -- [options]

  --short            a smaller scenario, and faults in one topology only
  --seed <n>         makes the scenario and the faults; 1 unless told
  --topology <name>  besides the reference only this one, or several with the option repeated
  --faults <name>    only these faults, or several with the option repeated; 'none' is for none of them
  --mutants          instead: whether a difference would be found, in builds that are broken on purpose
  --mutant <name>    the same for one of them, or several with the option repeated
  --check            instead: whether docs/certificate.md lists what this build has
  --help             this text

Without options it runs all of it, the mutants too, and writes docs/certificate.md. With any, it only says what it found.`;

/** @typedef {{ help?: string, task: 'certify' | 'mutants' | 'check', whole: boolean, short: boolean, seed: number, topologies: string[], faults: string[], mutants: string[] }} Options */

/** @param {string[]} args @returns {Options} @throws Error that says what is wrong with the arguments */
exports.readOptions = function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      seed: { type: 'string' },
      topology: { type: 'string', multiple: true },
      faults: { type: 'string', multiple: true },
      mutants: { type: 'boolean', default: false },
      mutant: { type: 'string', multiple: true },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const chooses = values.topology !== undefined || values.faults !== undefined;
  const isMutants = values.mutants || values.mutant !== undefined;
  const tasks = [
    values.check && '--check',
    isMutants && '--mutants or --mutant',
    chooses && '--topology or --faults',
  ];
  const given = tasks.filter((task) => task !== false);
  if (given.length > 1) throw new Error(`${given.join(' and ')} are not for one run: give one of them`);
  return {
    help: values.help ? `${usage}\n\n${lists()}` : undefined,
    task: values.check ? 'check' : isMutants ? 'mutants' : 'certify',
    whole: args.length === 0,
    short: values.short,
    seed: seedOf(values.seed),
    topologies: chosen(
      'topology',
      values.topology,
      layouts.map(({ name }) => name),
    ),
    faults: chosen(
      'faults',
      values.faults?.filter((name) => name !== 'none'),
      names(faults),
    ),
    mutants: chosen('mutant', values.mutant, names(mutants)),
  };
};

/** @param {string} option @param {string[] | undefined} wanted @param {string[]} known */
function chosen(option, wanted, known) {
  const unknown = wanted?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`--${option} is '${unknown}', but must be one of: ${known.join(', ')}`);
  return wanted ?? known;
}

/** @param {string} [text] */
function seedOf(text = '1') {
  if (!/^\d{1,9}$/.test(text))
    throw new Error(`--seed is '${text}', but must be a whole number of at most 9 digits`);
  return Number(text);
}

/** @param {{ name: string }[]} named */
const names = (named) => named.map(({ name }) => name);

function lists() {
  /** @param {string} title @param {{ name: string, what: string }[]} all */
  const list = (title, all) =>
    `${title}:\n${all.map(({ name, what }) => `  ${name.padEnd(20)} ${what}`).join('\n')}`;
  return `${list('Faults', faults)}\n\n${list('Mutants', mutants)}`;
}
