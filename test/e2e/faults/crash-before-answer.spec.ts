import { randomUUID } from 'node:crypto';
import { apiOf, until } from '@isomer/framework/testing';
import { publishedPost, somebody } from '../every-topology/people';
import { arrange, layouts } from './arrangements';

/** The window in which a client cannot know: its command is committed, and whoever did it dies before it answers. */
describe.each(layouts)('%s: a crash between commit and answer', (name, processes) => {
  test('leaves one effect, and the retry under its key gets the first answer', async () => {
    const { topology, redis, database, close } = await arrange(name, processes);
    try {
      const api = apiOf(topology.url);
      const ada = await somebody(api);
      const postId = await publishedPost(api, ada);
      const options = { token: ada.token, headers: { 'idempotency-key': randomUUID() } };
      const comment = () => api.post(`/v1/posts/${postId}/comments`, { body: 'Once' }, options);
      const rows = async () =>
        (await database.query('SELECT id FROM comments.comment')).rows as { id: string }[];

      // The insert waits for us, so that the road back can be closed before the commit.
      await database.query('BEGIN; LOCK TABLE comments.comment IN EXCLUSIVE MODE');
      const first = comment().catch(() => undefined);
      await until(async () => {
        const { rows: waiting } = await database.query(
          "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        );
        return waiting.length > 0;
      }, 'The comment waiting for the lock');
      redis.pause();
      await database.query('COMMIT');
      await until(async () => (await rows()).length === 1, 'The comment being committed');
      const server = topology.serving('comments');
      await topology.kill(server);
      redis.resume();
      await topology.restart(server);
      await first;

      const retry = await until(async () => {
        const answer = await comment();
        return answer.status === 201 ? answer : undefined;
      }, 'The retry being answered');
      expect(await rows()).toEqual([{ id: retry.body.id }]);
    } finally {
      redis.resume();
      await close();
    }
  });
});
