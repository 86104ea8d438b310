// @ts-check
/** What several runs of one thing came to. @typedef {{ median: number, min: number, max: number }} Sample */

/** @param {readonly number[]} values @returns {number} */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  if (low === undefined || high === undefined) throw new Error('Nothing was measured');
  return (low + high) / 2;
}

/** @param {readonly number[]} values @returns {Sample} */
function sampleOf(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

module.exports = { median, sampleOf };
