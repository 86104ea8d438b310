// @ts-check
const { Client } = require('pg');
const { median } = require('../measuring/statistics.js');
const statements = require('./statements.js');

const times = 300;

/** @typedef {Record<keyof typeof statements, number>} SqlTimes */

/**
 * Median milliseconds of each statement alone on an idle database, there and back.
 * @param {string} url @param {string[]} postIds @returns {Promise<SqlTimes>}
 */
exports.sqlTimes = async function sqlTimes(url, postIds) {
  const client = new Client({ connectionString: url, options: '-c search_path=posts,identity,comments' });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT id FROM account LIMIT 20');
    const authors = rows.map(({ id }) => id);
    const time = async (/** @type {string} */ text, /** @type {(i: number) => unknown[]} */ valuesOf) => {
      const taken = [];
      for (let i = 0; i < times; i++) {
        const started = performance.now();
        await client.query(text, valuesOf(i));
        taken.push(performance.now() - started);
      }
      return median(taken);
    };
    const post = (/** @type {number} */ i) => postIds[i % postIds.length];
    return {
      post: await time(statements.post, (i) => [post(i)]),
      comments: await time(statements.comments, (i) => [post(i), 21, null]),
      profiles: await time(statements.profiles, () => [authors]),
    };
  } finally {
    await client.end();
  }
};
