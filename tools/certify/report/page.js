// @ts-check
const { declared } = require('../compare/coverage.js');
const { faults } = require('../faults/index.js');
const { catchers, mutants } = require('../mutants/index.js');
const { layouts } = require('../stage/layouts.js');
const { countsOf } = require('../certificate.js');

const intro = `<!-- Made by \`npm run certify\`. Do not edit. -->

# The equivalence certificate

One scenario over the public API, by people who act at once, was run in each topology, and again in each while something was
broken. Every run was compared with the first one, and none differed.`;

const rules = `## What is compared

- **Answers**: status, every header but those of the connection and the date, and the body with the order of its fields; of calls without a
  route, which a program makes by contract, the output or the error with its class and details, and the argument as it is after the call.
- **Published events**: the rows of every outbox, with their payloads, their traces and who wants them.
- **Final state**: every row of every table of every context, the framework's own too: idempotency keys, lanes, inboxes.
- **Calls as they were served**: each process writes down, for each call that it serves, in whose name, in which language, in which trace, whether under a
  key, and how it ended. Coverage is measured by this and by the outboxes, against what the contracts of the build declare.

Ids, secrets and cursors are named by when a run first met them, so two runs are equal if theirs can be mapped one to one. Times
of the run are checked for order and then masked. What actors do at once commutes, or is compared as a set. Where something is broken,
a client asks again under its key, as long as the answer says that this may help or lacks the names that identity would know, and its last answer counts.

In every run must hold: the answers that the scenario expects; each comment is there once and counted once; no event is a dead
letter; events of a key are in the order of their commands; every call has its deadline; a time that was told stays; nothing ends as \`internal\`.`;

/** The parts that follow from the build alone, which \`npm run certify -- --check\` looks at. @returns {string[]} */
function lists() {
  const covered = declared().map(({ kind, what }) => [kind, `\`${what}\``]);
  return [
    `## Covered\n\n${table(['declared', 'met in every run'], covered)}`,
    `## Faults\n\n${table(
      ['fault', 'what it is', 'topologies'],
      faults.map(({ name, what, concerns }) => [
        `\`${name}\``,
        what,
        layouts
          .filter((layout) => concerns?.(layout) ?? true)
          .map((layout) => layout.name)
          .join(', '),
      ]),
    )}`,
    `## Whether it can fail

Each of these was planted in a copy of the build, one at a time, and each was caught.

${table(
  ['mutant', 'what it does', 'caught by'],
  mutants.map(({ name, what, caughtBy, fault }) => [
    `\`${name}\``,
    what,
    `${catchers[caughtBy]}${fault ? `, under \`${fault}\`` : ''}`,
  ]),
)}`,
  ];
}

/** @param {{ certificate: import('../certificate.js').Certificate, digest: string, seed: number }} what */
exports.page = function page({ certificate, digest, seed }) {
  const runs = certificate.compared.map(({ run }) => {
    const { answers, headers, events, rows, served } = countsOf(run);
    return [run.layout, run.fault ? `\`${run.fault}\`` : 'none', answers, headers, events, rows, served];
  });
  return [
    intro,
    `The build: \`${digest}\` (SHA-256 over the compiled program). The seed: ${seed}. A commit that changes the program makes another digest and leaves this
page as it is until \`npm run certify\` is run again; .ci/run runs a short certificate of each, and refuses this page where its lists are not those of the build.`,
    `## Runs\n\n${table(['topology', 'faults', 'answers', 'headers', 'events', 'rows', 'served calls'], runs)}`,
    rules,
    ...lists(),
    '',
  ].join('\n\n');
};

/** Which of its lists a page lacks, by their titles. @param {string} text */
exports.staleLists = function staleLists(text) {
  const plain = (/** @type {string} */ part) => part.replace(/\s+/g, '');
  return lists()
    .filter((list) => !plain(text).includes(plain(list)))
    .map((list) => /^## (.*)/.exec(list)?.[1]);
};

/** @param {string[]} head @param {(string | number)[][]} rows */
function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
