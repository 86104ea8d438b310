// @ts-check
const { spawnSync } = require('node:child_process');

/** Debian's packages are seen by Debian's interpreter alone, which need not be the first in PATH. */
const interpreters = ['python3', '/usr/bin/python3'];

/** @returns {string | undefined} a Python that has what the service in test/polyglot imports, PYTHON first */
exports.findPython = () =>
  [process.env.PYTHON, ...interpreters].find(
    (python) => python && spawnSync(python, ['-c', 'import redis, cryptography']).status === 0,
  );
