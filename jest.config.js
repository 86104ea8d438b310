// @ts-check
const { esmPackages } = require('./test/setup/esm-packages.js');

/** Nest 12 is ESM only and Jest on Node 20 cannot require ESM, so swc turns those packages into CommonJS. */
const transform = {
  '^.+\\.[cm]?[jt]s$': [
    '@swc/jest',
    {
      swcrc: false,
      module: { type: 'commonjs' },
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        keepClassNames: true,
      },
    },
  ],
};

const paths = require('./tsconfig.json').compilerOptions.paths;
const moduleNameMapper = Object.fromEntries(
  Object.entries(paths).map(([alias, [target]]) => [
    `^${alias.replace('*', '(.+)')}$`,
    `<rootDir>/${target.replace('./', '').replace('*', '$1')}`,
  ]),
);

/** @param {string} displayName @param {string[]} testMatch @param {object} [more] */
const project = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: __dirname,
  testMatch,
  testEnvironment: 'node',
  transform,
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages().join('|')})/)`],
  moduleNameMapper,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/dist\\.'],
  setupFiles: ['reflect-metadata'],
  ...more,
});

/** Where .ci/run wants the number of tests, if it is what runs us. */
const tally = process.env.ISOMER_TEST_TALLY;

/** @type {import('jest').Config} */
module.exports = {
  reporters: ['default', ...(tally ? [['<rootDir>/tools/ci/tally-reporter.js', { file: tally }]] : [])],
  // Two cores: more workers only make each other slow.
  maxWorkers: 2,
  // Programs are started and killed here: what hangs is found by its own condition, long before this.
  testTimeout: 240_000,
  projects: [
    project('unit', ['<rootDir>/{apps,libs}/**/*.spec.ts', '<rootDir>/test/polyglot/*.spec.ts'], {
      globalSetup: '<rootDir>/test/setup/database-setup.js',
      globalTeardown: '<rootDir>/test/setup/database-teardown.js',
    }),
    project('architecture', ['<rootDir>/test/architecture/*.spec.ts']),
    project('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], {
      globalSetup: '<rootDir>/test/setup/topologies-setup.js',
      globalTeardown: '<rootDir>/test/setup/topologies-teardown.js',
    }),
  ],
};
