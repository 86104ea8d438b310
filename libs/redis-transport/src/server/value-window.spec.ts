import { TransportError } from '../transport-error';
import { ValueWindow } from './value-window';

function setUp(room: number) {
  const sent: string[] = [];
  const window = new ValueWindow(room);
  const send = window.sendingTo((body, index) => sent.push(`${index} ${body}`));
  return { sent, window, send };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('values that are sent at once wait for room, one after the other', async () => {
  const { sent, window, send } = setUp(2);
  void Promise.all(['a', 'b', 'c', 'd'].map(send));
  await turn();
  expect(sent).toEqual(['0 a', '1 b']);
  window.grant(3);
  await turn();
  expect(sent).toEqual(['0 a', '1 b', '2 c']);
});

test('a grant that comes again gives no more room', async () => {
  const { sent, window, send } = setUp(1);
  void Promise.all(['a', 'b', 'c'].map(send));
  window.grant(2);
  window.grant(2);
  window.grant(1);
  await turn();
  expect(sent).toEqual(['0 a', '1 b']);
  expect(window.count).toBe(2);
});

test('who waits for room is told of the end', async () => {
  const { window, send } = setUp(0);
  const waiting = send('a');
  const reason = new TransportError('Cancelled', 'over', { mayHaveRun: true });
  window.end(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(send('b')).rejects.toBe(reason);
});
