import { z } from 'zod';
import { type Access, authenticated, everyone, role } from '../contract/access';
import { query } from '../contract/contract';
import { possibleProblems } from './possible-problems';

const codes = (access: Access, takesBody = false) => {
  const call = query({ input: z.object({}), output: z.object({}), access });
  const problems = possibleProblems(call, { refused: undefined, ifMatch: false, takesBody });
  return problems.map(
    ({ problem }) => `${problem.status} ${problem.type.replace('urn:isomer:problem:', '')}`,
  );
};

test('what needs a role may be answered that it is missing, and what does not may not', () => {
  expect(codes(role('moderator'))).toContain('403 permission-denied');
  for (const access of [everyone, authenticated])
    expect(codes(access)).not.toContain('403 permission-denied');
});

test('a query that takes a body may be answered what is said of bodies', () => {
  const ofBodies = ['400 http-400', '413 http-413', '415 http-415'];
  expect(codes(everyone, true)).toEqual(expect.arrayContaining(ofBodies));
  for (const code of ofBodies) expect(codes(everyone)).not.toContain(code);
});
