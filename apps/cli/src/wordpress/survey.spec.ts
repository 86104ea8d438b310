import { Handle } from '@isomer/identity/contract';
import { handlesOf } from './survey';

test('each login has a handle of its own, the same whatever else is in the file', () => {
  const logins = ['Ada', 'ada', 'Žofie Nováková', 'x', '管理员', 'admin@blog.test', 'a'.repeat(60)];
  const handles = handlesOf(logins);
  expect(new Set(handles.values()).size).toBe(logins.length);
  for (const handle of handles.values()) expect(Handle.safeParse(handle).success).toBe(true);
  expect(handles.get('Ada')).toBe('ada');
  expect(handles.get('Žofie Nováková')).toBe('zofie_novakova');
  expect(handles.get('管理员')).toMatch(/^author_/);
  expect(handlesOf([...logins].reverse())).toEqual(handles);
});
