// @ts-check

const context = 2;

/**
 * Two texts beside each other: the lines that differ with a mark between them, and two of those around them.
 * @param {string} left @param {string} right @param {number} columns of the terminal
 */
exports.sideBySide = function sideBySide(left, right, columns) {
  const width = Math.max(30, Math.floor((columns - 3) / 2));
  const pairs = align(left.split('\n'), right.split('\n'));
  const changed = pairs.map(([one, other]) => one !== other);
  const near = (/** @type {number} */ i) =>
    changed.slice(Math.max(0, i - context), i + context + 1).includes(true);
  return pairs
    .map(([one = '', other = ''], i) => ({
      line: `${fit(one, width)} ${changed[i] ? '|' : ' '} ${fit(other, width).trimEnd()}`,
      i,
    }))
    .filter(({ i }) => near(i))
    .map(({ line }) => line)
    .join('\n');
};

/**
 * The lines that both have beside each other, in the longest order that both have.
 * @param {string[]} left @param {string[]} right @returns {[string | undefined, string | undefined][]}
 */
function align(left, right) {
  const columns = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * columns);
  /** @param {number} i @param {number} j */
  const common = (i, j) => Number(lengths[i * columns + j]);
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      lengths[i * columns + j] =
        left[i] === right[j] ? common(i + 1, j + 1) + 1 : Math.max(common(i + 1, j), common(i, j + 1));
  /** @type {[string | undefined, string | undefined][]} */
  const pairs = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [down, across] = [
      i < left.length ? common(i + 1, j) : -1,
      j < right.length ? common(i, j + 1) : -1,
    ];
    // Lines that both lack in the other are beside each other too: one became the other.
    if (down === across || left[i] === right[j]) pairs.push([left[i++], right[j++]]);
    else if (down > across) pairs.push([left[i++], undefined]);
    else pairs.push([undefined, right[j++]]);
  }
  return pairs;
}

/** @param {string} text @param {number} width */
function fit(text, width) {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
