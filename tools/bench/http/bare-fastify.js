// @ts-check
/**
 * The peer: two handlers on bare Fastify and `pg`, that send the same SQL and answer the same JSON. They check
 * nothing: no token, no id, no page size, no deadline.
 */
const fastify = require('fastify');
const { Pool } = require('pg');
const statements = require('./statements.js');
const { writeCursor } = require('../../../test/setup/built.js').requireBuilt('libs/kernel/src/index.js');

const { BENCH_DATABASE_URL, BENCH_CONNECTIONS, PORT } = process.env;
const pool = new Pool({
  connectionString: BENCH_DATABASE_URL,
  max: Number(BENCH_CONNECTIONS),
  options: '-c search_path=posts,identity,comments',
});
const app = fastify.default();

app.get('/v1/posts/:id', async (request) => {
  const { id } = /** @type {{ id: string }} */ (request.params);
  const { rows } = await pool.query(statements.post, [id]);
  const { createdAt, updatedAt, publishedAt, publishAt, deletedAt, ...post } = rows[0];
  const authors = await authorsOf([post]);
  return {
    ...post,
    status: publishedAt ? 'published' : 'draft',
    createdAt: createdAt.toISOString(),
    updatedAt: (updatedAt ?? createdAt).toISOString(),
    publishedAt: publishedAt?.toISOString(),
    publishAt: publishAt?.toISOString(),
    deletedAt: deletedAt?.toISOString(),
    author: authors.get(post.authorId),
  };
});

app.get('/v1/posts/:id/comments', async (request) => {
  const { id } = /** @type {{ id: string }} */ (request.params);
  const { rows } = await pool.query(statements.comments, [id, 21, null]);
  const comments = rows.slice(0, 20);
  const authors = await authorsOf(comments);
  const items = comments.map(({ createdAt, editedAt, parentId, guestName, guestUrl, vote, ...comment }) => ({
    ...comment,
    parentId: parentId ?? undefined,
    guest: guestName === null ? undefined : { name: guestName, url: guestUrl ?? undefined },
    vote: vote ?? undefined,
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString(),
    author: authors.get(comment.authorId),
  }));
  const last = items[items.length - 1];
  return {
    items,
    next: rows.length > 20 ? writeCursor({ createdAt: last.createdAt, id: last.id }) : undefined,
  };
});

/** @param {{ authorId: string }[]} items */
async function authorsOf(items) {
  const ids = [...new Set(items.map(({ authorId }) => authorId))];
  const { rows } = await pool.query(statements.profiles, [ids]);
  return new Map(
    rows.map(({ joinedAt, avatarUrl, ...profile }) => [
      profile.id,
      { ...profile, joinedAt: joinedAt.toISOString(), avatarUrl: avatarUrl ?? undefined },
    ]),
  );
}

app.listen({ port: Number(PORT), host: '127.0.0.1' }).catch((error) => {
  console.error(error);
  process.exit(1);
});
