import { TransportLog } from './transport-log';

test('lines are held back until the start is over, and what several connections say is said once', () => {
  const said: string[] = [];
  const log = new TransportLog((line) => said.push(line));
  log.write('old');
  expect(said).toEqual([]);
  log.release();
  for (const line of ['lost: closed', 'lost: closed', 'back', 'lost: reset']) log.write(line);
  expect(said).toEqual(['old', 'lost: closed', 'back']);
});
