// @ts-check
const rows = 5;
const width = 60;

/** Values over time in a few lines of text, from the least of them to the most. @param {number[]} values in MiB */
exports.plot = function plot(values) {
  const count = Math.min(width, values.length);
  const startOf = (/** @type {number} */ column) => Math.floor((column * values.length) / count);
  const columns = [...Array(count).keys()].map((column) =>
    Math.max(...values.slice(startOf(column), startOf(column + 1))),
  );
  const [low, high] = [Math.min(...columns), Math.max(...columns)];
  const rowOf = (/** @type {number} */ value) => Math.round(((value - low) / (high - low || 1)) * (rows - 1));
  return Array.from({ length: rows }, (_, i) => {
    const row = rows - 1 - i;
    const label = row === rows - 1 ? high.toFixed(1) : row === 0 ? low.toFixed(1) : '';
    const dots = columns.map((value) => (rowOf(value) === row ? '*' : rowOf(value) > row ? '.' : ' '));
    return `${label.padStart(8)} |${dots.join('')}`;
  }).join('\n');
};
