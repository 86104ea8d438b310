import { TransportLog } from './transport-log';

test('lines are held back until the start is over, and what several connections say is said once, as loud as it is', () => {
  const said: string[] = [];
  const saying = (level: string) => (line: string) => said.push(`${level} ${line}`);
  const log = new TransportLog({ log: saying('log'), warn: saying('warn'), error: saying('error') });
  log.write('warn', 'old');
  expect(said).toEqual([]);
  log.release();
  for (const line of ['lost: closed', 'lost: closed']) log.write('warn', line);
  log.write('info', 'back');
  log.write('warn', 'lost: reset');
  log.write('error', 'refused');
  expect(said).toEqual(['warn old', 'warn lost: closed', 'log back', 'error refused']);
});
