import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../apps/platform/src/version';

test('the version that the platform says is that of the package', () => {
  const text = readFileSync(join(__dirname, '../../package.json'), 'utf8');
  expect((JSON.parse(text) as { version: string }).version).toBe(version);
});
