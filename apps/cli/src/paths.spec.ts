import { typedPath } from './paths';

test('a path is meant from where it was typed, not from where npm went', () => {
  const env = { npm_lifecycle_event: 'isomer', INIT_CWD: '/home/ada' };
  expect(typedPath('blog', env)).toBe('/home/ada/blog');
  expect(typedPath('/blog', env)).toBe('/blog');
  // Another script that runs this program means its own folder.
  expect(typedPath('/blog/../x', { ...env, npm_lifecycle_event: 'test' })).toBe('/x');
  expect(typedPath('blog', { ...env, npm_lifecycle_event: 'test' })).toBe(`${process.cwd()}/blog`);
});
