// @ts-check
const runsAlways = 'Every test runs, always: a focused one hides the others, a skipped one hides itself.';

/** @type {Record<string, import('eslint').Linter.RuleEntry>} */
exports.testRules = {
  'no-restricted-syntax': [
    'error',
    {
      selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo)$/]',
      message: runsAlways,
    },
    {
      selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.value=/^(only|skip|todo)$/]',
      message: runsAlways,
    },
    { selector: 'Identifier[name=/^(fit|fdescribe|xit|xtest|xdescribe)$/]', message: runsAlways },
  ],
};
