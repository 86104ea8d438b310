// @ts-check
/** What a context may not do though it could import it. The import rules are in .dependency-cruiser.cjs. */

const injectRepository = {
  name: '@nestjs/typeorm',
  importNames: ['InjectRepository', 'InjectDataSource', 'InjectEntityManager', 'getRepositoryToken'],
  message:
    'A repository that is injected works outside the transaction. Take it from the unit of work of this context.',
};

const impure = (/** @type {string} */ what) =>
  `The domain has no ${what} of its own: take it as an argument, so that a test can say what it is.`;

/** @type {Record<string, import('eslint').Linter.RuleEntry>} */
exports.persistenceRules = {
  'no-restricted-imports': ['error', { paths: [injectRepository] }],
};

/** @type {Record<string, import('eslint').Linter.RuleEntry>} */
exports.domainRules = {
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        {
          group: ['@nestjs/*', 'typeorm', 'typeorm/*', 'rxjs', 'node:*', 'crypto', 'fs'],
          message: 'The domain is plain TypeScript: no Nest, no TypeORM, no I/O, no randomness.',
        },
      ],
    },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: impure('clock') },
    { selector: "CallExpression[callee.name='Date']", message: impure('clock') },
    { selector: "MemberExpression[object.name='Date'][property.name='now']", message: impure('clock') },
    {
      selector: "MemberExpression[object.name='performance'][property.name='now']",
      message: impure('clock'),
    },
    {
      selector: "MemberExpression[object.name='Math'][property.name='random']",
      message: impure('randomness'),
    },
    { selector: "MemberExpression[object.name='crypto']", message: impure('randomness') },
    { selector: "CallExpression[callee.name='newId']", message: impure('ids') },
  ],
};
