// @ts-check

/** What the framework may do to events. @type {import('./index.js').Mutant[]} */
exports.events = [
  {
    name: 'events-reordered',
    what: 'the events of a key are delivered last first',
    edits: [
      {
        file: 'libs/isomer/src/event/lanes.js',
        find: 'ORDER BY e.key, e.seq`',
        replace: 'ORDER BY e.key, e.seq DESC`',
      },
    ],
    topologies: ['monolith'],
    caughtBy: 'rule',
  },
  {
    name: 'inbox-forgetful',
    what: 'an event that is delivered again is handled again',
    edits: [
      {
        file: 'libs/isomer/src/event/receiver.js',
        find: 'if (BigInt(each.seq) > (seen?.seq ?? -1n)) {',
        replace: 'if (each.seq) {',
      },
      {
        file: 'libs/isomer/src/event/inbox.js',
        find: 'WHERE i.seq < $3 AND ($5 OR i.seq >= $4)',
        replace: '',
      },
    ],
    topologies: ['monolith'],
    fault: 'deliveries-disturbed',
    caughtBy: 'rule',
  },
  {
    name: 'failure-forgotten',
    what: 'an event counts as handled whatever its subscriber says',
    edits: [
      {
        file: 'libs/isomer/src/event/hand-over.js',
        find: 'const { handled, failure } = delivered;',
        replace:
          'const { handled, failure } = { ...delivered, handled: events.at(-1).seq, failure: undefined };',
      },
    ],
    topologies: ['monolith'],
    caughtBy: 'rule',
  },
];
