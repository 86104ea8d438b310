// @ts-check
const { sideBySide } = require('../compare/side-by-side.js');

const shown = 5;

/** What is wrong, for a person who must find out why. Empty if nothing is. @param {import('../certificate.js').Certificate} certificate @returns {string} */
exports.describeFindings = function describeFindings({ compared, missing }) {
  const parts = compared.flatMap(({ run, reference, found }) => [
    ...brokenRules(run),
    ...beside(found, reference.name, run.name),
  ]);
  for (const { run, what } of missing)
    parts.push(`${run}: ${what} is declared by a contract, and the scenario has not met it`);
  return parts.join('\n\n');
};

/** @param {import('../run-one.js').Run} run */
function brokenRules({ name, findings }) {
  const rules = findings.map(({ what, detail }) => {
    const text = typeof detail === 'string' ? detail : JSON.stringify(detail, null, 2);
    return `${name}: not so: ${what}\n${text ?? ''}`;
  });
  return few(rules, `broken rules of ${name}`);
}

/** @param {import('../compare/differences.js').Difference[]} found @param {string} left @param {string} right */
function beside(found, left, right) {
  const columns = process.stdout.columns ?? 160;
  const texts = found.map((each) => {
    const title = `${each.kind}, ${each.where}: ${left} | ${right}`;
    return `${title}\n${sideBySide(each.left, each.right, columns)}`;
  });
  return few(texts, `differences of ${left} and ${right}`);
}

/** @param {string[]} texts @param {string} of */
function few(texts, of) {
  const more = texts.length - shown;
  return more > 0 ? [...texts.slice(0, shown), `and ${more} more ${of}`] : texts;
}
