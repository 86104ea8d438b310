// @ts-check
const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');

/** @type {number | undefined} */
let ticksPerSecond;

/**
 * Microseconds of processor time that any process has used, in steps of 10 ms, or NaN where there is no /proc.
 * @param {number} pid
 */
exports.processorTime = function processorTime(pid) {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return NaN;
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  // The name of the program is in parentheses and may hold anything; fields are counted after it.
  const fields = readFileSync(path, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1_000_000;
};
