import { CommentsApi } from '@isomer/comments/contract';
import { Settings, contractSnapshot, operationHashes, sharedServiceKeys } from '@isomer/framework';
import { RedisStreamsTransport } from '@isomer/redis-transport';
import { startRedis } from '../../../libs/redis-transport/testing/redis-server';
import { contextNames } from '../../../apps/platform/src/contexts';
import { identityOf } from '../../../apps/platform/src/service-keys';
import { inFolder, startProgram } from './program';

const SECRET_KEY = 'a secret for tests that is long enough';
const PUBLIC_URL = 'http://localhost:3000';

test('a context elsewhere whose contract cannot talk to ours is named with its field, and the start refused', async () => {
  const redis = await startRedis();
  const identity = identityOf(sharedServiceKeys(new Settings(PUBLIC_URL, SECRET_KEY), contextNames));
  const other = new RedisStreamsTransport({ url: redis.url, identity });
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
        PUBLIC_URL,
        SECRET_KEY,
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
