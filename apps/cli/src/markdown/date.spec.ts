import { readDate } from './date';
import { Skip } from '../import/skip';

const now = Date.UTC(2026, 5, 1);
const reason = (value: unknown): string | undefined => {
  try {
    return readDate(value, now) && undefined;
  } catch (error) {
    return error instanceof Skip ? error.reason : String(error);
  }
};

test.each([
  ['2024-01-31', '2024-01-31T00:00:00.000Z'],
  ['2024-1-5', '2024-01-05T00:00:00.000Z'],
  [' 2024-02-29 ', '2024-02-29T00:00:00.000Z'],
  ['2024-01-31T12:30:15Z', '2024-01-31T12:30:15.000Z'],
  ['2024-01-31T12:30:15.123Z', '2024-01-31T12:30:15.000Z'],
  ['2024-01-31 12:30', '2024-01-31T12:30:00.000Z'],
  ['2024-01-31 00:30:00 +0200', '2024-01-30T22:30:00.000Z'],
  ['2024-01-31T23:30:00-05:30', '2024-02-01T05:00:00.000Z'],
  ['0099-01-01', '0099-01-01T00:00:00.000Z'],
  ['2026-06-01T20:00:00Z', '2026-06-01T20:00:00.000Z'],
])('%s is %s', (text, date) => {
  expect(readDate(text, now)).toBe(date);
});

test.each([
  '10000-01-01',
  '2024-24-12',
  '2023-02-29',
  '2024-02-30',
  '2024-00-10',
  '2024-01-32',
  '0000-01-01',
  '2024-01-31 24:00',
  '2024-01-31 10:60',
  'yesterday',
  '31.01.2024',
  '',
  2024,
  20240131,
  true,
  ['2024-01-31'],
  {},
])('%j is no date', (value) => {
  expect(reason(value)).toBe('invalid-date');
});

test.each(['2026-06-03', '2027-01-01', '9999-12-31'])('%s has yet to come', (date) => {
  expect(reason(date)).toBe('in-the-future');
});
