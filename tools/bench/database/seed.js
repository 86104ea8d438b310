// @ts-check
const { Client } = require('pg');
const { requireBuilt } = require('../../../test/setup/built.js');

const members = 200;
const posts = 2_000;
/** The first posts are read and have comments. */
const readPosts = 100;
const commentsEach = 60;

const body = 'It *weaves* algebraic patterns. '.repeat(64);
const reply = 'Well said, and worth a second reading. '.repeat(5);

/**
 * Members, posts of about 2 kB and comments of about 200 bytes by many authors. Ids follow from numbers, so that
 * every seed is the same.
 * @param {string} url @returns {Promise<{ postIds: string[], size: string }>}
 */
exports.seed = async function seed(url) {
  const { renderArticle, renderComment, plainText } = requireBuilt('libs/markup/src/index.js');
  const html = renderArticle(body);
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
    // As they are written: what is made of a text is there, so that nothing makes it while the platform is measured.
    await client.query(
      `INSERT INTO posts.post (id, author_id, title, body, html, excerpt, slug, tags, locale, created_at, published_at, comment_count)
       SELECT pg_temp.id('post', n), pg_temp.id('member', 1 + n % $2), 'Notes on the engine, part ' || n, $3, $4, $5,
         'notes-' || n, '{engines}', 'en', t, t + interval '1 minute', CASE WHEN n <= $6 THEN $7 ELSE 0 END
       FROM generate_series(1, $1::bigint) n, LATERAL (SELECT timestamptz '2026-02-01' + n * interval '1 minute' AS t) AS times`,
      [posts, members, body, html, plainText(html, 300), readPosts, commentsEach],
    );
    for (const statement of [
      'INSERT INTO posts.post_slug (slug, post_id) SELECT slug, id FROM posts.post',
      `INSERT INTO posts.post_tag (tag, post_id) SELECT 'engines', id FROM posts.post`,
      'INSERT INTO posts.post_comment_total (post_id, total) SELECT id, comment_count FROM posts.post',
      `INSERT INTO comments.thread (id, post_id, comment_count, last_position)
       SELECT id, id, comment_count, comment_count FROM posts.post WHERE comment_count > 0`,
    ])
      await client.query(statement);
    await client.query(
      `INSERT INTO comments.comment (id, thread_id, post_id, position, depth, author_id, body, html, created_at)
       SELECT pg_temp.id('comment', p * 1000 + c), pg_temp.id('post', p), pg_temp.id('post', p), c, 0,
         pg_temp.id('member', 1 + (p + c * 7) % $3), $4, $5, timestamptz '2026-03-01' + c * interval '1 minute'
       FROM generate_series(1, $1::bigint) p, generate_series(1, $2::bigint) c`,
      [readPosts, commentsEach, members, reply, renderComment(reply)],
    );
    await client.query('VACUUM (ANALYZE)');
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
