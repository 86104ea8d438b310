import { Client } from 'pg';

/** Rows that contradict what others say; none of them is ever there, whatever is asked meanwhile. */
const contradictions: Record<string, string> = {
  'a revision of no post': `
    select r.post_id from posts.post_revision r left join posts.post p on p.id = r.post_id where p.id is null`,
  'a revision that is not older than its post': `
    select p.id from posts.post p join posts.post_revision r on r.post_id = p.id where r.revision >= p.revision`,
  'a post whose slug leads elsewhere': `
    select p.id from posts.post p left join posts.post_slug s on s.slug = p.slug
    where s.post_id is distinct from p.id`,
  'a deleted post that is published': `
    select id from posts.post where deleted_at is not null and (published_at is not null or publish_at is not null)`,
  'a post of nobody': `
    select p.id from posts.post p left join identity.account a on a.id = p.author_id where a.id is null`,
  'a tag in the list of a post that is not published': `
    select t.post_id from posts.post_tag t left join posts.post p on p.id = t.post_id
    where p.published_at is null or not p.tags @> array[t.tag]`,
  'a thread that counts other comments than it shows': `
    select t.id from comments.thread t where t.comment_count <>
      (select count(*) from comments.comment c where c.thread_id = t.id and c.status = 'visible')`,
  'a comment that counts other replies than it has': `
    select c.id from comments.comment c where c.reply_count <>
      (select count(*) from comments.comment r where r.parent_id = c.id and r.status <> 'spam')`,
  'a comment that counts other votes than it has': `
    select c.id from comments.comment c
    where c.up <> (select count(*) from comments.vote v where v.comment_id = c.id and v.value = 1)
      or c.down <> (select count(*) from comments.vote v where v.comment_id = c.id and v.value = -1)`,
  'a hidden comment that still says something': `
    select id from comments.comment where status in ('deleted', 'removed') and html is not null`,
  'a session of nobody': `
    select s.id from identity.session s left join identity.account a on a.id = s.account_id where a.id is null`,
};

/** What posts learn of comments by events, soon. */
const uncounted = `
  select p.id from posts.post p join comments.thread t on t.post_id = p.id where p.comment_count <> t.comment_count`;

/** What is contradicted in the database of a topology, by name. */
export async function contradictionsIn(databaseUrl: string): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(contradictions)) {
    const rows = await rowsOf(databaseUrl, sql);
    if (rows.length > 0) found[name] = rows;
  }
  return found;
}

/** Posts that show another number of comments than they have. */
export function uncountedIn(databaseUrl: string): Promise<unknown[]> {
  return rowsOf(databaseUrl, uncounted);
}

async function rowsOf(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<object>(`${sql} limit 3`)).rows;
  } finally {
    await client.end();
  }
}
