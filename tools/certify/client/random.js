// @ts-check
const { createHash } = require('node:crypto');

/** Numbers that look random and are the same for the same seed: mulberry32. */
class Random {
  /** @param {string | number} seed */
  constructor(seed) {
    this.state = createHash('sha256').update(String(seed)).digest().readUInt32LE();
  }

  /** From 0 up to and without 1. */
  next() {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`. @param {number} least @param {number} most */
  between(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** @template T @param {readonly T[]} all @returns {T} */
  of(all) {
    return /** @type {T} */ (all[this.between(0, all.length - 1)]);
  }
}

module.exports = { Random };
