// @ts-check

/** What somebody who writes a context may do. @type {import('./index.js').Mutant[]} */
exports.contexts = [
  {
    name: 'argument-mutated',
    what: 'arguments go by reference, and a handler changes its own',
    edits: [
      {
        file: 'libs/isomer/src/call/enter.js',
        find: 'const parsed = operation.parseInput(input);',
        replace: 'const parsed = Object.assign(input, operation.parseInput(input));',
      },
      {
        file: 'libs/contexts/posts/use-cases/import-post/import-post.js',
        find: 'handle({ publishedAt, slug: slugThere, ...imported }) {',
        replace:
          "handle(input) { const { publishedAt, slug: slugThere, ...imported } = input; input.title = 'Imported';",
      },
    ],
    topologies: ['monolith', 'split'],
    caughtBy: 'answers',
  },
  {
    name: 'event-swallowed',
    what: 'a reply publishes nothing',
    edits: [
      {
        file: 'libs/contexts/comments/use-cases/add-comment.js',
        find: 'if (postId !== null) this.work.publish(_contract.CommentPosted, added);',
        replace: 'if (!parent) this.work.publish(_contract.CommentPosted, added);',
      },
    ],
    topologies: ['monolith'],
    caughtBy: 'rule',
  },
  {
    name: 'event-doubled',
    what: 'a comment publishes its event twice',
    edits: [
      {
        file: 'libs/contexts/comments/use-cases/add-comment.js',
        find: 'if (postId !== null) this.work.publish(_contract.CommentPosted, added);',
        replace: 'for (const each of [added, added]) this.work.publish(_contract.CommentPosted, each);',
      },
    ],
    topologies: ['monolith'],
    caughtBy: 'rule',
  },
];
