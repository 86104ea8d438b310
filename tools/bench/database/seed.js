// @ts-check
const { Client } = require('pg');

const members = 200;
const posts = 2_000;
/** The first posts are read and have comments. */
const readPosts = 100;
const commentsEach = 60;

/**
 * Members, posts of about 2 kB and comments of about 200 bytes by many authors. Ids follow from numbers, so that
 * every seed is the same.
 * @param {string} url @returns {Promise<{ postIds: string[], size: string }>}
 */
exports.seed = async function seed(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE FUNCTION pg_temp.id(kind text, n bigint) RETURNS uuid LANGUAGE sql
      AS $$ SELECT overlay(overlay(md5(kind || n) placing '7' from 13) placing '8' from 17)::uuid $$`);
    await client.query(
      `INSERT INTO identity.account (id, handle, display_name, joined_at)
       SELECT pg_temp.id('member', n), 'member_' || n, 'Member ' || n, timestamptz '2026-01-01' + n * interval '1 hour'
       FROM generate_series(1, $1::bigint) n`,
      [members],
    );
    await client.query(
      `INSERT INTO posts.post (id, author_id, title, body, locale, created_at, published_at)
       SELECT pg_temp.id('post', n), pg_temp.id('member', 1 + n % $2), 'Notes on the engine, part ' || n,
         repeat('It *weaves* algebraic patterns. ', 64), 'en', t, t + interval '1 minute'
       FROM generate_series(1, $1::bigint) n, LATERAL (SELECT timestamptz '2026-02-01' + n * interval '1 minute' AS t) AS times`,
      [posts, members],
    );
    await client.query(
      `INSERT INTO comments.comment (id, post_id, depth, author_id, body, created_at)
       SELECT pg_temp.id('comment', p * 1000 + c), pg_temp.id('post', p), 0, pg_temp.id('member', 1 + (p + c * 7) % $3),
         repeat('Well said, and worth a second reading. ', 5), timestamptz '2026-03-01' + c * interval '1 minute'
       FROM generate_series(1, $1::bigint) p, generate_series(1, $2::bigint) c`,
      [readPosts, commentsEach, members],
    );
    await client.query('VACUUM (ANALYZE) identity.account, posts.post, comments.comment');
    const { rows } = await client.query(
      `SELECT pg_temp.id('post', n) AS id FROM generate_series(1, $1::bigint) n`,
      [readPosts],
    );
    return {
      postIds: rows.map(({ id }) => id),
      size: `${members} members, ${posts} posts of about 2 kB, ${readPosts} of them with ${commentsEach} comments each`,
    };
  } finally {
    await client.end();
  }
};
