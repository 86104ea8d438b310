import { type KeyObject, generateKeyPairSync } from 'node:crypto';
import type { Identity, Refusal } from './identity';
import { KeyedIdentity, type TrustedService } from './keyed-identity';
import { netstrings } from './netstrings';

interface Pair {
  kid: string;
  publicKey: KeyObject;
  privateKey: KeyObject;
}
const pair = (kid: string): Pair => ({ kid, ...generateKeyPairSync('x25519') });
const edgeKey = pair('edge-1');
const postsKey = pair('posts-1');
const commentsKey = pair('comments-1');
const strangerKey = pair('stranger-1');

const services: TrustedService[] = [
  { name: 'edge', serves: [], keys: [edgeKey] },
  { name: 'posts', serves: ['posts'], keys: [postsKey] },
  { name: 'comments', serves: ['comments'], keys: [commentsKey] },
];
const identity = (name: string, key: Pair, trusted = services): Identity =>
  new KeyedIdentity({ name, key, trusted });
const withKeys = (name: string, keys: Pair[]): TrustedService[] =>
  services.map((service) => (service.name === name ? { ...service, keys } : service));

const requests = 'isomer:{comments}:requests';
const replies = 'isomer:{comments}:replies:edge-7';
const text = netstrings(['1', 'edge-7', '0', '[[1,"post",5000,"{}","{\\"text\\":\\"Grüße\\"}"]]']);

let edge: Identity;
let posts: Identity;
let comments: Identity;
beforeEach(() => {
  edge = identity('edge', edgeKey);
  posts = identity('posts', postsKey);
  comments = identity('comments', commentsKey);
});
const seal = (from: Identity = edge): string => from.sealForContext('comments', requests, text);
const none = { unsealed: 0, 'unknown-key': 0, 'foreign-sender': 0, 'foreign-audience': 0, altered: 0 };

test('a request is believed by whom it is for, and says who sent it', () => {
  expect(comments.open(requests, text, seal())).toMatchObject({ service: 'edge', kid: 'edge-1' });
  expect(comments.refused).toEqual(none);
});

test('a reply is believed by who has asked, if its sender may serve the context', () => {
  const peer = comments.open(requests, text, seal())!;
  const answer = comments.sealForPeer(peer, replies, 'answer');
  expect(edge.openFromContext('comments', replies, 'answer', answer)).toMatchObject({ service: 'comments' });
  const forged = posts.sealForPeer(peer, replies, 'answer');
  expect(edge.openFromContext('comments', replies, 'answer', forged)).toBeUndefined();
  expect(edge.refused).toEqual({ ...none, 'foreign-sender': 1 });
});

test.each<[string, () => string | undefined, Refusal]>([
  ['without a seal', () => undefined, 'unsealed'],
  ['with something else for a seal', () => 'sealed, honestly', 'unsealed'],
  ['with a seal of a later version', () => seal().replace(/^1/, '2'), 'unsealed'],
  ['of a process that nobody trusts', () => seal(identity('edge', strangerKey)), 'unknown-key'],
  ['for another context', () => edge.sealForContext('posts', requests, text), 'foreign-audience'],
  [
    'that was copied from another stream',
    () => edge.sealForContext('comments', `${requests}2`, text),
    'foreign-audience',
  ],
  [
    'that was copied and relabelled',
    () => edge.sealForContext('comments', `${requests}2`, text).replace(/2$/, ''),
    'altered',
  ],
  ['with another text', () => edge.sealForContext('comments', requests, `${text} `), 'altered'],
  ['that names another sender', () => seal().replace('edge-1', 'posts-1'), 'altered'],
  ['whose HMAC was cut', () => seal().replace(/:[^ ]+ /, ': '), 'altered'],
  [
    'whose HMAC is of this length and wrong',
    () => seal().replace(/:.{43} /, `:${'A'.repeat(43)} `),
    'altered',
  ],
  [
    'that was sealed by a key nobody trusts under the id of a trusted one',
    () => seal(identity('edge', { ...strangerKey, kid: 'edge-1' })),
    'altered',
  ],
])('an entry %s is refused and counted', (_, made, reason) => {
  expect(comments.open(requests, text, made())).toBeUndefined();
  expect(comments.refused).toEqual({ ...none, [reason]: 1 });
});

test('what one side has sealed cannot be sent back to it as the answer', () => {
  const own = edge.sealForContext('comments', replies, 'mine');
  const back = own.replace('edge-1 comments-1', 'comments-1 edge-1');
  expect(back).not.toBe(own);
  expect(edge.openFromContext('comments', replies, 'mine', back)).toBeUndefined();
  expect(edge.refused).toEqual({ ...none, altered: 1 });
});

test('every byte counts', () => {
  const given = seal();
  const bytes = [...text];
  const believed = bytes.filter((_, at) => {
    const changed = bytes.with(at, bytes[at] === 'x' ? 'y' : 'x').join('');
    return comments.open(requests, changed, given);
  });
  expect(believed).toEqual([]);
});

test('two processes of one key, as in a deployment that shares its secret, talk too', () => {
  const shared: TrustedService[] = [{ name: 'deployment', serves: ['comments'], keys: [edgeKey] }];
  const [one, other] = [identity('deployment', edgeKey, shared), identity('deployment', edgeKey, shared)];
  const peer = other.open(requests, text, seal(one))!;
  const answer = other.sealForPeer(peer, replies, 'answer');
  expect(one.openFromContext('comments', replies, 'answer', answer)).toBeDefined();
  expect(one.openFromContext('comments', replies, text, seal(one))).toBeUndefined();
});

describe('while a key is replaced', () => {
  const next = pair('comments-2');
  const both = withKeys('comments', [commentsKey, next]);

  test('a server is reached by who trusts both keys, whichever it has', () => {
    const caller = identity('edge', edgeKey, both);
    for (const key of [commentsKey, next])
      expect(identity('comments', key, both).open(requests, text, seal(caller))).toBeDefined();
  });

  test('a caller is believed with either key, and answered under the one that it used', () => {
    const trusted = withKeys('edge', [edgeKey, pair('edge-2')]);
    const server = identity('comments', commentsKey, trusted);
    const peer = server.open(requests, text, seal())!;
    expect(server.sealForPeer(peer, replies, 'answer')).toMatch(/^1 comments-1 edge-1:[^,]{43} /);
  });

  test('a key that is no longer trusted is worth nothing', () => {
    const server = identity('posts', postsKey, withKeys('comments', [next]));
    expect(server.open(requests, text, comments.sealForContext('posts', requests, text))).toBeUndefined();
    expect(server.refused).toEqual({ ...none, 'unknown-key': 1 });
  });
});

test('a context that two services may serve is reached in both', () => {
  const mixedKey = pair('mixed-1');
  const trusted = [...services, { name: 'mixed', serves: ['posts', 'comments'], keys: [mixedKey] }];
  const given = seal(identity('edge', edgeKey, trusted));
  expect(identity('comments', commentsKey, trusted).open(requests, text, given)).toBeDefined();
  expect(identity('mixed', mixedKey, trusted).open(requests, text, given)).toBeDefined();
  expect(identity('posts', postsKey, trusted).open(requests, text, given)).toBeUndefined();
});

test('a context that nobody is trusted to serve is known as such, and nothing is sealed for it', () => {
  expect([edge.reaches('comments'), edge.reaches('likes')]).toEqual([true, false]);
  expect(() => edge.sealForContext('likes', requests, text)).toThrow('Nobody is trusted to serve likes');
  expect(() => edge.sealForPeer({ service: 'likes', kid: 'likes-1' }, replies, text)).toThrow(
    'likes is not trusted with key likes-1',
  );
});

test('two trusted keys of one id are refused, and so is a key of another kind', () => {
  expect(() => identity('edge', edgeKey, [...services, { name: 'x', serves: [], keys: [edgeKey] }])).toThrow(
    'Two trusted keys have the id edge-1',
  );
  const ed25519 = { kid: 'edge-1', ...generateKeyPairSync('ed25519') };
  expect(() => identity('edge', ed25519)).toThrow();
});

test('no two lists of texts are the same text', () => {
  expect(netstrings(['ü', ''])).toBe('2:ü,0:,');
  expect(netstrings(['a', 'bc'])).not.toBe(netstrings(['ab', 'c']));
  expect(netstrings(['1:a,'])).not.toBe(netstrings(['a']));
});
