import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TopologyUnderTest } from '@isomer/framework/testing';
import { type Person, logIn, somebody } from './people';

const cli = join(__dirname, '../../../dist/apps/cli/src/main.js');

/** Runs `isomer` beside a topology, as whoever looks after it does. */
export function isomer({ env }: Pick<TopologyUnderTest, 'env'>, ...args: string[]) {
  return promisify(execFile)(process.execPath, [cli, ...args], {
    env: { PATH: process.env.PATH, ...env },
  });
}

/** Somebody who was made an administrator, and has logged in since. */
export async function administrator(topology: TopologyUnderTest): Promise<Person> {
  const person = await somebody(topology.api);
  await isomer(topology, 'accounts', 'make-admin', person.handle);
  return logIn(topology.api, person);
}

/** Somebody whom an administrator has made a moderator, and who has logged in since. */
export async function moderator({ api }: TopologyUnderTest, { token }: Person): Promise<Person> {
  const person = await somebody(api);
  const answer = await api.send('PUT', `/v1/accounts/${person.id}/role`, '{"role":"moderator"}', { token });
  expect(answer).toMatchObject({ status: 200, body: { id: person.id, role: 'moderator' } });
  return logIn(api, person);
}
