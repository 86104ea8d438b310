import { Writable } from 'node:stream';
import { LogStream } from './log-stream';

function written(colourful: boolean): string {
  let text = '';
  const out = new Writable({ write: (chunk: Buffer, _, done) => ((text += chunk.toString()), done()) });
  const stream = new LogStream(out, ['edge', 'comments'], colourful);
  stream.write('edge', 'one');
  stream.write('comments', 'two');
  return text;
}

test('labels are in a column', () => {
  expect(written(false)).toBe('edge     | one\ncomments | two\n');
});

test('colours are around the labels alone, and differ', () => {
  const [edge, comments] = written(true).split('\n');
  expect(edge).toMatch(/^\u001b\[(\d+)m\S+ +\|\u001b\[39m one$/);
  expect(edge!.slice(0, 5)).not.toBe(comments!.slice(0, 5));
});
