import { AlarmsApi } from '../../test/alarms-context';
import { assertJobs, timeAfter } from './job';

test.each<[string, object, RegExp]>([
  ['no command', { snooze: {} }, /alarms\.snooze cannot be a job: it is no command/],
  [
    'an input',
    { ring: { cron: '* * * * *' } },
    /alarms\.ring cannot run by a cron pattern: it needs an input/,
  ],
  ['no pattern', { chime: { cron: 'often' } }, /alarms\.chime has no times: /],
  [
    'a pattern that never comes',
    { chime: { cron: '0 0 31 2 *' } },
    /alarms\.chime has no times: .*has no time after/,
  ],
  [
    'no time zone',
    { chime: { cron: '0 0 * * *', timeZone: 'Mars/Olympus' } },
    /alarms\.chime has no times: /,
  ],
  ['a time instead of a pattern', { chime: { cron: '2099-01-01T00:00:00' } }, /has 1 fields/],
  ['a pattern with years', { chime: { cron: '0 0 0 1 1 * 2099' } }, /has 7 fields/],
])('jobs that could not run are refused when the module is loaded: %s', (_, jobs, reason) => {
  expect(() => assertJobs(AlarmsApi, jobs as never)).toThrow(reason);
});

test.each([
  ['* * * * *', 'UTC', '2026-03-01T10:00:30Z', '2026-03-01T10:01:00.000Z'],
  // Strictly after, so that a tick is never its own successor.
  ['* * * * *', 'UTC', '2026-03-01T10:01:00Z', '2026-03-01T10:02:00.000Z'],
  ['0 4 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T02:00:00.000Z'],
  // In the night in which the clocks go forward there is no 02:30.
  ['30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T01:30:00.000Z'],
  ['*/2 * * * * *', 'UTC', '2026-03-01T10:00:00.500Z', '2026-03-01T10:00:02.000Z'],
])('%s in %s after %s is %s', (cron, timeZone, moment, next) => {
  expect(timeAfter({ cron, timeZone }, new Date(moment)).toISOString()).toBe(next);
});
