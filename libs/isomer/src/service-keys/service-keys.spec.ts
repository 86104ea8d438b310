import { diffieHellman, sign, verify } from 'node:crypto';
import { Settings } from '../configuration/settings';
import { sharedServiceKeys, throwAwayServiceKeys } from './made-service-keys';
import { newServiceKeys } from './new-service-keys';
import { type PrivateDocument, readServiceKeys } from './read-service-keys';
import type { TrustedDocument } from './read-trusted-services';
import type { Key, ServiceKeys } from './service-keys';
import { ServiceKeysError } from './service-keys-error';

const contexts = ['posts', 'comments'];
const made = newServiceKeys();
const edge = newServiceKeys();
const own = { service: 'posts', keys: made.private } satisfies PrivateDocument;
const all = {
  services: { posts: { keys: made.public }, edge: { keys: edge.public } },
} satisfies TrustedDocument;

const read = (mine: unknown = own, trusted: unknown = all): ServiceKeys =>
  readServiceKeys(JSON.stringify(mine), JSON.stringify(trusted), contexts);
function problems(mine: unknown = own, trusted: unknown = all): readonly string[] {
  try {
    read(mine, trusted);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ServiceKeysError);
    expect((error as Error).message).toBe((error as ServiceKeysError).problems.join('\n'));
    return (error as ServiceKeysError).problems;
  }
}
const posts = (changes: object) => ({
  services: { ...all.services, posts: { ...all.services.posts, ...changes } },
});
const [signing, agreement] = made.public;

test('keys are read with their halves fitting, and ids that follow from them', () => {
  const { name, signing, agreement, trusted } = read();
  expect(name).toBe('posts');
  const service = trusted.find((each) => each.name === 'posts')!;
  expect([service.signing.length, service.agreement.length]).toEqual([1, 1]);
  const text = Buffer.from('text');
  expect(verify(null, text, service.signing[0]!.key, sign(null, text, signing.key))).toBe(true);
  const theirs = read({ service: 'edge', keys: edge.private });
  const other = trusted.find((each) => each.name === 'edge')!.agreement[0]!;
  expect(diffieHellman({ privateKey: agreement.key, publicKey: other.key })).toEqual(
    diffieHellman({ privateKey: theirs.agreement.key, publicKey: service.agreement[0]!.key }),
  );
  expect(signing.kid).toMatch(/^[\w-]{16}$/);
  expect(new Set([...made.private, ...edge.private].map(({ kid }) => kid)).size).toBe(4);
});

test('a service serves the context of its name and then may be the platform; others say what they may', () => {
  const services = {
    ...all.services,
    'posts+comments': { keys: newServiceKeys().public, serves: ['posts', 'comments', 'of a later build'] },
    cli: { keys: newServiceKeys().public, system: true, calls: ['posts'] },
    comments: { keys: newServiceKeys().public, system: false, serves: [] },
  };
  expect(read(own, { services }).trusted).toMatchObject([
    { name: 'posts', serves: ['posts'], calls: 'all', system: true },
    { name: 'edge', serves: [], calls: 'all', system: false },
    { name: 'posts+comments', serves: ['posts', 'comments'], calls: 'all', system: true },
    { name: 'cli', serves: [], calls: ['posts'], system: true },
    { name: 'comments', serves: [], calls: 'all', system: false },
  ]);
});

test('a service that has a new key is believed with both', () => {
  const next = newServiceKeys();
  const services = { posts: { keys: [...made.public, ...next.public] } };
  expect(read(own, { services }).trusted[0]!.signing).toHaveLength(2);
  expect(read({ service: 'posts', keys: next.private }, { services }).name).toBe('posts');
});

const twice = posts({ keys: [...made.public, ...edge.public] });
test.each<[string, unknown, unknown, string | RegExp]>([
  ['a list', own, [], "SERVICE_KEYS: the document must be an object with 'services'"],
  ['nothing', null, all, "SERVICE_KEY: the document must be an object with 'service' and 'keys'"],
  [
    'services that are none',
    own,
    { services: { posts: 1 } },
    'SERVICE_KEYS: services.posts must be an object',
  ],
  [
    'a name that is none',
    own,
    { services: { 'Po sts': all.services.posts } },
    /^SERVICE_KEYS: services\.Po sts /,
  ],
  [
    'rights of another type',
    own,
    posts({ system: 'yes' }),
    'SERVICE_KEYS: services.posts.system must be true or false',
  ],
  ['no list', own, posts({ serves: 'posts' }), 'SERVICE_KEYS: services.posts.serves must be a list of names'],
  [
    'a private key among the public ones',
    own,
    posts({ keys: made.private }),
    /^SERVICE_KEYS: services\.posts\.keys\.0\.d is a private key, which nobody else may see/,
  ],
  [
    'a public key that was cut',
    own,
    posts({ keys: [{ ...signing, x: 'short' }, agreement] }),
    'SERVICE_KEYS: services.posts.keys.0.x must be 32 bytes in base64url',
  ],
  [
    'a key of another kind',
    own,
    posts({ keys: [{ ...signing, kty: 'EC', crv: 'P-256' }, agreement] }),
    /^SERVICE_KEYS: services\.posts\.keys\.0\.kty must be 'OKP'\nSERVICE_KEYS: services\.posts\.keys\.0\.crv must be/,
  ],
  [
    'a use that does not fit',
    own,
    posts({ keys: [{ ...signing, use: 'enc' }, agreement] }),
    "SERVICE_KEYS: services.posts.keys.0.use must be 'sig' with Ed25519 and 'enc' with X25519",
  ],
  [
    'a key without an id',
    own,
    posts({ keys: [{ ...signing, kid: undefined }, agreement] }),
    'SERVICE_KEYS: services.posts.keys.0.kid is missing',
  ],
  [
    'no key to sign with',
    own,
    posts({ keys: [agreement] }),
    /^SERVICE_KEYS: services\.posts has no Ed25519 key/,
  ],
  ['no key to agree on', own, posts({ keys: [signing] }), /^SERVICE_KEYS: services\.posts has no X25519 key/],
  [
    'one id twice',
    own,
    twice,
    /^SERVICE_KEYS: services\.edge has the kid '.{16}', which another key has too\n/,
  ],
  [
    'another service’s private keys',
    { ...own, service: 'comments' },
    all,
    "SERVICE_KEYS has no service 'comments', of which SERVICE_KEY is",
  ],
  [
    'keys that are not trusted yet',
    { service: 'posts', keys: newServiceKeys().private },
    all,
    /^SERVICE_KEYS does not have the key '.{16}' of 'posts' that SERVICE_KEY has: give every process the newer/,
  ],
  [
    'the id of a trusted key on another',
    {
      service: 'posts',
      keys: newServiceKeys().private.map((key, at) => ({ ...key, kid: made.public[at]!.kid })),
    },
    all,
    /^SERVICE_KEYS does not have the key/,
  ],
  [
    'two keys of a kind',
    { ...own, keys: [...made.private, ...edge.private] },
    all,
    /^SERVICE_KEY: keys must have one Ed25519 key, and has 2\nSERVICE_KEY: keys must have one X25519 key, and has 2$/,
  ],
  [
    'public keys',
    { ...own, keys: made.public },
    all,
    /^SERVICE_KEY: keys\.0\.d must be 32 bytes in base64url\n/,
  ],
  [
    'halves that do not fit',
    { ...own, keys: made.private.map((key, at) => ({ ...key, x: edge.private[at]!.x })) },
    all,
    /^SERVICE_KEY: x of the key '.{16}' is not the public half of its d\n/,
  ],
])('%s is answered with a line that says where', (_, mine, trusted, line) => {
  const said = problems(mine, trusted).join('\n');
  if (typeof line === 'string') expect(said).toBe(line);
  else expect(said).toMatch(line);
  for (const { d } of [...made.private, ...edge.private]) expect(said).not.toContain(d);
});

test('what is no JSON is not quoted', () => {
  expect(() => readServiceKeys('secret', '', contexts)).toThrow(
    'SERVICE_KEY is no JSON\nSERVICE_KEYS is no JSON',
  );
});

test('a deployment without keys makes one service of its secret, the same in every process', () => {
  const settings = new Settings('http://localhost', 'a secret for tests that is long enough');
  const [one, other] = [sharedServiceKeys(settings, contexts), sharedServiceKeys(settings, contexts)];
  expect(one.signing.kid).toBe(other.signing.kid);
  expect(one.agreement.kid).toBe(other.agreement.kid);
  expect(one.trusted).toMatchObject([
    { name: 'deployment', serves: contexts, calls: 'all', system: true, signing: [{ kid: one.signing.kid }] },
  ]);
  const secretOf = ({ key }: Key) => key.export({ format: 'jwk' }).d;
  expect(secretOf(one.signing)).not.toBe(secretOf(one.agreement));
  const elsewhere = new Settings('http://localhost', 'another secret that is long enough for it');
  expect(sharedServiceKeys(elsewhere, contexts).signing.kid).not.toBe(one.signing.kid);
});

test('keys to throw away serve no context and are trusted by themselves alone', () => {
  const keys = throwAwayServiceKeys();
  expect(keys).toBe(throwAwayServiceKeys());
  expect(keys.trusted).toMatchObject([{ serves: [], signing: [{ kid: keys.signing.kid }] }]);
});
