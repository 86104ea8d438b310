// @ts-check
/** The SQL of both requests, as the contexts send it. `sameStatements` holds the two together. */
const summary =
  'id, author_id AS "authorId", title, locale, created_at AS "createdAt", published_at AS "publishedAt"';

exports.post = `SELECT ${summary}, body FROM post WHERE id = $1`;

exports.profiles =
  'SELECT id, handle, display_name AS "displayName", joined_at AS "joinedAt" FROM account WHERE id = ANY($1)';

exports.comments =
  'SELECT id, post_id AS "postId", parent_id AS "parentId", author_id AS "authorId", body, created_at AS "createdAt" ' +
  'FROM comment WHERE post_id = $1 ORDER BY created_at, id LIMIT $2';
