import { CommentsApi } from '@isomer/comments/contract';
import { contractSnapshot, operationHashes } from '@isomer/framework';
import { RedisStreamsTransport } from '@isomer/redis-transport';
import { startRedis } from '../../../libs/redis-transport/testing/redis-server';
import { inFolder, startProgram } from './program';

test('a context elsewhere whose contract cannot talk to ours is named with its field, and the start refused', async () => {
  const redis = await startRedis();
  const other = new RedisStreamsTransport({ url: redis.url });
  const theirs = structuredClone(contractSnapshot(CommentsApi));
  const input = theirs.calls.post!.input;
  input.properties!.mood = { type: 'string' };
  input.required!.push('mood');
  await other.serve('comments', async () => ({ ok: true, body: JSON.stringify(theirs) }), {
    version: '9',
    calls: { ...operationHashes(CommentsApi), post: 'another hash' },
  });
  try {
    await inFolder(async (DATA_DIR) => {
      const program = await startProgram({
        DATA_DIR,
        CONTEXTS: 'none',
        REDIS_URL: redis.url,
        PUBLIC_URL: 'http://localhost:3000',
      });
      expect(await program.ended).toBe(1);
      expect(program.output().trim()).toBe(
        'Contracts that cannot talk: comments.post input /mood is required but may be missing',
      );
    });
  } finally {
    await other.close();
    await redis.stop();
  }
});
