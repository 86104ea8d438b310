import { Handle } from '@isomer/identity/contract';
import { authorsOf } from './survey';

test('each login has a handle of its own, the same whatever else is in the file', () => {
  const logins = ['Ada', 'ada', 'Žofie Nováková', 'x', '管理员', 'admin@blog.test', 'a'.repeat(60)];
  const named = (all: string[]) => authorsOf(new Map(all.map((login) => [login, `Name of ${login}`])));
  const authors = named(logins);
  const handles = [...authors.values()].map(({ handle }) => handle);
  expect(new Set(handles).size).toBe(logins.length);
  for (const handle of handles) expect(Handle.safeParse(handle).success).toBe(true);
  expect(authors.get('Ada')).toEqual({ handle: 'ada', displayName: 'Name of Ada' });
  expect(authors.get('Žofie Nováková')?.handle).toBe('zofie_novakova');
  expect(authors.get('管理员')?.handle).toMatch(/^author_/);
  expect(named([...logins].reverse())).toEqual(authors);
});
