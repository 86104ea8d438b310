import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRoot } from '../../test/harness/as-root';
import { redisSocket } from './redis-socket';

// Only root can become another user.
asRoot.test(
  'a folder that root has left to an ordinary user is named in one line, with what mends it',
  () => {
    const data = mkdtempSync(join(tmpdir(), 'isomer-redis-'));
    chownSync(data, 1, 1);
    mkdirSync(join(data, 'redis'));
    process.seteuid!(1);
    try {
      expect(() => redisSocket(join(data, 'redis'))).toThrow(
        new RegExp(`^Redis cannot keep .*redis belongs to root; run as root, .*: sudo chown -R 1 ${data}$`),
      );
    } finally {
      process.seteuid!(0);
      rmSync(data, { recursive: true });
    }
  },
);
