// @ts-check

/** What the framework may do to a call. @type {import('./index.js').Mutant[]} */
exports.calls = [
  {
    name: 'error-flattened',
    what: 'an error that a contract declares comes over the wire as another one',
    edits: [
      {
        file: 'libs/isomer/src/call/remote-call.js',
        find: 'throw (0, _wire.decodeError)(error, operation.call.errors, operation.id);',
        replace: 'throw new _frameworkerrors.InvalidArgument(error.message);',
      },
    ],
    topologies: ['monolith', 'mixed'],
    caughtBy: 'answers',
  },
  {
    name: 'deadline-lost',
    what: 'a call that has arrived may take as long as it likes',
    edits: [
      {
        file: 'libs/isomer/src/call/headers.js',
        find: 'watchedElsewhere(performance.now() + incoming.timeoutMs)',
        replace: 'watchedElsewhere(Infinity)',
      },
    ],
    topologies: ['mixed'],
    caughtBy: 'rule',
  },
  {
    name: 'fields-reordered',
    what: 'the fields of an answer come over the wire in another order',
    edits: [
      {
        file: 'libs/isomer/src/call/operation.js',
        find: `readOutput(output) {
        try {
            return this.parseOutput(output);`,
        replace: `readOutput(output) {
        try {
            return Object.fromEntries(Object.entries(this.parseOutput(output)).reverse());`,
      },
    ],
    topologies: ['monolith', 'mixed'],
    caughtBy: 'answers',
  },
  {
    name: 'principal-dropped',
    what: 'a query that has arrived runs on behalf of nobody',
    edits: [
      {
        file: 'libs/isomer/src/call/headers.js',
        find: '        principal,\n',
        replace: "        principal: call.kind === 'query' ? { kind: 'anonymous' } : principal,\n",
      },
    ],
    topologies: ['monolith', 'mixed'],
    caughtBy: 'served',
  },
  {
    name: 'default-one-sided',
    what: 'what an argument leaves out is filled for calls over the wire only',
    edits: [
      {
        file: 'libs/isomer/src/call/local-call.js',
        find: 'if (!throughCodec) return served.execute(parsed, context, arrive, leave);',
        replace: 'if (!throughCodec) return served.execute(input, context, arrive, leave);',
      },
    ],
    topologies: ['monolith', 'split'],
    caughtBy: 'answers',
  },
  {
    name: 'key-lost',
    what: 'the idempotency key of a command does not travel',
    edits: [
      {
        file: 'libs/isomer/src/call/headers.js',
        find: '        idempotencyKey,\n        keyLifeHours,\n',
        replace: '        keyLifeHours,\n',
      },
    ],
    topologies: ['monolith', 'mixed'],
    caughtBy: 'state',
  },
  {
    name: 'trace-lost',
    what: 'a call that has arrived begins a trace of its own',
    edits: [
      {
        file: 'libs/isomer/src/call/headers.js',
        find: 'traceId: headers.traceId,',
        replace: 'traceId: (0, _callcontext.newTraceId)(),',
      },
    ],
    topologies: ['monolith', 'mixed'],
    caughtBy: 'events',
  },
  {
    name: 'locale-lost',
    what: 'a call that has arrived is in English',
    edits: [
      { file: 'libs/isomer/src/call/headers.js', find: 'locale: headers.locale,', replace: "locale: 'en'," },
    ],
    topologies: ['monolith', 'mixed'],
    caughtBy: 'served',
  },
  {
    name: 'access-not-checked',
    what: 'a contract says who may call, and nobody asks',
    edits: [
      {
        file: 'libs/isomer/src/call/operation.js',
        find: 'if (this.call.access.allows(principal)) return;',
        replace: 'return;',
      },
    ],
    topologies: ['monolith'],
    caughtBy: 'answer',
  },
];
