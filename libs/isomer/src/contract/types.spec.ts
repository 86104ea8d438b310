import { join } from 'node:path';
import ts from 'typescript';

/**
 * What the compiler refuses, shown on `refused-types.ts`: each of its lines that must not compile says so with
 * `@ts-expect-error`, so that it fails the type check as soon as it does. Here the lines are compiled without.
 */
const root = join(__dirname, '../../../..');
const fixture = join(root, 'libs/isomer/test/refused-types.ts');
const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
  config: object;
};
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);

/** Line and text of each error, in a fixture that is changed in memory. */
function errorsOf(change: (text: string) => string): { line: string; text: string }[] {
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (path) => (path === fixture ? change(read(path)!) : read(path));
  const program = ts.createProgram(
    [fixture],
    { ...options, noEmit: true, incremental: false, tsBuildInfoFile: undefined },
    host,
  );
  const source = program.getSourceFile(fixture)!;
  const lines = source.text.split('\n');
  return program.getSemanticDiagnostics(source).map(({ start = 0, messageText }) => ({
    line: lines[source.getLineAndCharacterOfPosition(start).line]!.trim(),
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}

test('the compiler refuses a call, an implementation and an error that are not as declared, and nothing else', () => {
  const withoutMarks = errorsOf((text) => text.replaceAll('@ts-expect-error', ''));
  expect(withoutMarks.map(({ line }) => line)).toEqual([
    'calls: { write: Write },',
    'calls: { write: Write, read: ReadsNothing },',
    'calls: { write: Write, read: AnswersAnother },',
    'calls: { write: AsksForMore, read: Read },',
    'class Incomplete implements NotesApi {',
    'await notes.write({ text: 7 });',
    'await notes.write({});',
    "await notes.write({ text: 'a', colour: 'red' });",
    'await notes.delete({});',
    "const id: number = (await notes.read({ id: '1' })).id;",
    'new NoteLocked();',
    "new NoteLocked({ until: 'noon' });",
    "new NoteGone({ id: '1' });",
    'return new NoteLocked({ until: 9 }).details.since;',
  ]);
  expect(withoutMarks[0]!.text).toMatch(/'read' is missing/);
});
