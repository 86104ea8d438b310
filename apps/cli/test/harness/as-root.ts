const isRoot = process.getuid?.() === 0;

/** Tests of what only root can set up. Otherwise the report counts them as skipped. */
/* eslint-disable no-restricted-syntax -- without root they cannot run, and must not count as passed */
export const asRoot = isRoot ? { test, describe } : { test: test.skip, describe: describe.skip };
