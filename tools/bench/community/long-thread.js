// @ts-check
const { randomUUID } = require('node:crypto');
const { Client } = require('pg');
const { requireBuilt } = require('../../../test/setup/built.js');

const said = 'Well said, and worth a second reading. '.repeat(5);

/**
 * A published post with comments on it, as they are when people have written them over months.
 * @param {string} url of the database @param {number} size @returns {Promise<string>} id of the post
 */
exports.postWithComments = async function postWithComments(url, size) {
  const { renderComment } = requireBuilt('libs/markup/src/index.js');
  const client = new Client({ connectionString: url });
  await client.connect();
  const id = randomUUID();
  try {
    await client.query(
      `INSERT INTO posts.post (id, author_id, title, body, html, locale, created_at, published_at, comment_count)
       SELECT $1, id, 'A post of which much is said', 'Text', '<p>Text</p>', 'en', now(), now(), $2::int FROM identity.account LIMIT 1`,
      [id, size],
    );
    await client.query(
      `INSERT INTO comments.thread (id, post_id, comment_count, last_position) VALUES ($1, $1, $2::int, $2::int)`,
      [id, size],
    );
    await client.query(
      `INSERT INTO comments.comment (id, thread_id, post_id, position, depth, author_id, body, html, created_at, up, down)
       SELECT gen_random_uuid(), $1, $1, n, 0, authors[1 + n % cardinality(authors)], $3, $4,
         timestamptz '2026-03-01' + n * interval '1 second', n * 7919 % 53, n * 104729 % 11
       FROM generate_series(1, $2::int) n, (SELECT array_agg(id) AS authors FROM identity.account) a`,
      [id, size, said, renderComment(said)],
    );
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
  return id;
};

/**
 * Where a page of comments starts, found without reading those before it one by one.
 * @param {string} url of the database @param {string} threadId @param {number} rows before it
 * @returns {Promise<string>} cursor of the list in the order of time
 */
exports.cursorAfter = async function cursorAfter(url, threadId, rows) {
  const { writeCursor } = requireBuilt('libs/kernel/src/index.js');
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: found } = await client.query(
      'SELECT id, created_at FROM comments.comment WHERE thread_id = $1 AND position = $2',
      [threadId, rows],
    );
    return writeCursor({ order: 'oldest', createdAt: found[0].created_at.toISOString(), id: found[0].id });
  } finally {
    await client.end();
  }
};
