import type { ConnectionStatus } from '../options';
import { StatusOfAll } from './status-of-all';

test('several connections are lost with the first of them, and connected with the last', () => {
  const told: ConnectionStatus[] = [];
  const all = new StatusOfAll((status) => told.push(status));
  const [one, other] = [all.forOne(), all.forOne()];
  one('connected');
  other('connected');
  one('disconnected');
  other('disconnected');
  other('connected');
  expect(told).toEqual(['connected', 'disconnected']);
  one('reconnecting');
  one('connected');
  expect(told).toEqual(['connected', 'disconnected', 'reconnecting', 'connected']);
});
