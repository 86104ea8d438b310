// @ts-check
/** The SQL of both requests, as the contexts send it. `sameStatements` holds the two together. */
const summary =
  'id, author_id AS "authorId", title, excerpt, locale, tags, slug, revision, created_at AS "createdAt", ' +
  'updated_at AS "updatedAt", published_at AS "publishedAt", publish_at AS "publishAt", deleted_at AS "deletedAt", ' +
  'comment_count AS "commentCount"';

exports.post = `SELECT ${summary}, body, html FROM post WHERE id = $1`;

exports.profiles =
  'SELECT id, handle, display_name AS "displayName", joined_at AS "joinedAt", avatar_url AS "avatarUrl" ' +
  'FROM account WHERE id = ANY($1)';

exports.comments =
  'SELECT c.id, c.thread_id AS "threadId", c.post_id AS "postId", c.parent_id AS "parentId", c.author_id AS "authorId", ' +
  'c.guest_name AS "guestName", c.guest_url AS "guestUrl", c.status, c.body, c.html, c.reply_count AS "replyCount", ' +
  'c.up, c.down, c.revision, c.created_at AS "createdAt", c.edited_at AS "editedAt", ' +
  '(SELECT v.value FROM vote v WHERE v.comment_id = c.id AND v.member_id = $3) AS vote ' +
  "FROM comment c WHERE c.thread_id = $1 AND c.status <> 'spam' ORDER BY c.created_at, c.id LIMIT $2";
