// @ts-check
const { plot } = require('./plot.js');
const { riseOf, ruleText } = require('./trend.js');

/**
 * Says what was found, and whether anything is not as it must be.
 * @param {import('./trend.js').Series[]} all
 * @param {{ steady: { calls: number, perSecond: number }, flood: import('./flood.js').Flood, seconds: number }} load
 */
exports.report = function report(all, { steady, flood, seconds }) {
  const trends = all.map((series) => ({ ...series, rise: riseOf(series.samples) }));
  for (const { name, samples } of trends) console.log(`${name}, MiB\n${plot(samples)}\n`);
  console.log(`${'in MiB'.padEnd(28)}${['first', 'last', 'rise', 'bound'].map(cell).join('')}`);
  for (const { name, samples, rise, bound } of trends) {
    const figures = [samples[0], samples.at(-1), rise, bound].map((value) => Number(value).toFixed(1));
    console.log(`${name.padEnd(28)}${figures.map(cell).join('')}${rise > bound ? '  RISES' : ''}`);
  }
  const failed = Object.entries(flood.failed).map(([code, times]) => `${times} ${code}`);
  console.log(`
${Math.round(seconds)} s, ${steady.calls} calls at full load, ${Math.round(steady.perSecond)} a second, none of which failed
${flood.asked} calls to the slow replica: ${flood.answered} answered, ${failed.join(', ') || 'none failed'}

${ruleText}`);
  const problems = trends.filter(({ rise, bound }) => rise > bound).map(({ name }) => `${name} rises`);
  if (!flood.failed['resource-exhausted'])
    problems.push(
      'no call to the slow replica was refused as resource-exhausted: it was not beyond capacity',
    );
  for (const problem of problems) console.error(`soak: ${problem}`);
  return problems.length > 0;
};

/** @param {string} text */
function cell(text) {
  return text.padStart(9);
}
