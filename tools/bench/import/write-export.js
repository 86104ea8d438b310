// @ts-check
const { once } = require('node:events');
const { createWriteStream } = require('node:fs');
const { finished } = require('node:stream/promises');

const words =
  'engine loom weaves algebraic patterns thread card punched wheel brass motion answer naïve Ärger 漢字 😀'.split(
    ' ',
  );

/** Characters to be written at once. */
const partLength = 1 << 16;

/** Numbers below a bound, the same ones each time. */
function numbers() {
  let state = 1;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** @param {(below: number) => number} next @param {number} count */
const prose = (next, count) => Array.from({ length: count }, () => words[next(words.length)]).join(' ');

/**
 * Writes parts to a file, one after another, until they are `bytes` long or there are none.
 * @param {string} file @param {number} bytes @param {{ head: string, parts: Iterable<string>, tail: string }} content
 */
async function writeParts(file, bytes, { head, parts, tail }) {
  const out = createWriteStream(file);
  let written = 0;
  let text = head;
  const flush = async () => {
    written += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  };
  for (const part of parts) {
    text += part;
    if (text.length >= partLength) await flush();
    if (written >= bytes) break;
  }
  text += tail;
  await flush();
  out.end();
  await finished(out);
}

module.exports = { numbers, prose, writeParts };
