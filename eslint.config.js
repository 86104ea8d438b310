// @ts-check
const { defineConfig, globalIgnores } = require('eslint/config');
const tseslint = require('typescript-eslint');
const { domainRules, persistenceRules } = require('./tools/lint/context-rules.js');
const { testRules } = require('./tools/lint/test-rules.js');

const specs = ['**/*.spec.ts', 'test/**/*.ts', '{apps,libs}/**/test/**/*.ts'];

module.exports = defineConfig(
  globalIgnores([
    'dist/',
    'dist.*/',
    'coverage/',
    'data/',
    'docs/',
    'test/architecture/fixtures/',
    // Made by `npm run generate`.
    'test/e2e/every-topology/client-types.d.ts',
  ]),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'smart'],
      'max-lines': ['error', { max: 400 }],
      'no-console': 'off',
      'no-debugger': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // `void` says that nobody waits on purpose.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // What was caught may be thrown on.
      '@typescript-eslint/only-throw-error': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      // The compiler reports these, with the same exceptions as everywhere else.
      '@typescript-eslint/no-unused-vars': 'off',
      // Nest's modules are classes without members.
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  { files: ['libs/contexts/**/*.ts'], rules: persistenceRules },
  { files: ['libs/contexts/*/domain/**/*.ts'], ignores: ['**/*.spec.ts'], rules: domainRules },
  { files: specs, rules: testRules },
);
