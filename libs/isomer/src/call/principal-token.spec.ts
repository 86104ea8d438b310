import { type JWTPayload, SignJWT, jwtVerify } from 'jose';
import { collectLog } from '../../testing/collect-log';
import { Untrusted } from '../contract/framework-errors';
import { type Principal, anonymous } from '../contract/principal';
import { newServiceKeys } from '../service-keys/new-service-keys';
import { readServiceKeys } from '../service-keys/read-service-keys';
import type { ServiceKeys } from '../service-keys/service-keys';
import { PrincipalSigner } from './principal-signer';
import { PrincipalVerifier, type TokenRefusal } from './principal-verifier';

const contexts = ['posts', 'comments'];
const made = { edge: newServiceKeys(), posts: newServiceKeys(), stranger: newServiceKeys() };
type Name = keyof typeof made;
const document = (rights: Partial<Record<Name, object>> = {}, names: Name[] = ['edge', 'posts']) =>
  JSON.stringify({
    services: Object.fromEntries(names.map((name) => [name, { keys: made[name].public, ...rights[name] }])),
  });
const keysOf = (
  service: Name,
  trusted = document({}, [...new Set<Name>(['edge', 'posts', service])]),
): ServiceKeys =>
  readServiceKeys(JSON.stringify({ service, keys: made[service].private }), trusted, contexts);

const log = collectLog();
const start = 1_764_000_000_000;
let time: number;
let signer: PrincipalSigner;
let verifier: PrincipalVerifier;
beforeEach(() => {
  time = start;
  signer = signerOf(keysOf('edge'));
  verifier = new PrincipalVerifier(keysOf('posts', document()), 'posts', () => time);
});
const signerOf = (keys: ServiceKeys, audience = 'posts', by = 0) =>
  new PrincipalSigner(keys, audience, () => time + by);
const member: Principal = { kind: 'member', id: 'ada:1\n"ö' };
const system: Principal = { kind: 'system', name: 'import' };

/** What `verify` throws, as its counter names it. */
function refusal(token: string | undefined, sender?: string): TokenRefusal {
  const before = { ...verifier.refused };
  expect(() => verifier.verify(token, sender)).toThrow(Untrusted);
  const counted = Object.entries(verifier.refused).filter(
    ([reason, n]) => n !== before[reason as TokenRefusal],
  );
  expect(counted).toHaveLength(1);
  return counted[0]![0] as TokenRefusal;
}

/** A token by another implementation. */
function tokenWith(changes: JWTPayload, header: object = {}, by: Name = 'edge'): Promise<string> {
  const { signing } = keysOf(by);
  const iat = Math.floor(time / 1_000);
  const claims = { iss: 'edge', aud: 'posts', sub: 'anonymous', iat, exp: iat + 60, ...changes };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'principal+jwt', kid: signing.kid, ...header })
    .sign(signing.key);
}

test.each<[string, Principal]>([
  ['nobody', anonymous],
  ['a member', member],
  ['a member with roles, in a session', { ...member, roles: ['a', 'b'], session: 's1' }],
])('whom a service calls for arrives: %s', (_, principal) => {
  expect(verifier.verify(signer.tokenFor(principal))).toEqual(principal);
  expect(verifier.verify(signer.tokenFor(principal), 'edge')).toEqual(principal);
});

test('a member is told apart by roles and by session, and nothing else gives roles', async () => {
  const as = (more: object) => verifier.verify(signer.tokenFor({ kind: 'member', id: 'm', ...more }));
  expect(as({ session: 's1' })).toEqual({ kind: 'member', id: 'm', session: 's1' });
  expect(as({ session: 's2', roles: ['a'] })).toEqual({
    kind: 'member',
    id: 'm',
    session: 's2',
    roles: ['a'],
  });
  expect(as({ session: 's2' })).toEqual({ kind: 'member', id: 'm', session: 's2' });
  expect(as({})).toEqual({ kind: 'member', id: 'm' });
  expect(refusal(await tokenWith({ sub: 'member:m', roles: 'a' }))).toBe('malformed');
  expect(verifier.verify(await tokenWith({ roles: ['a'], sid: 's1' }))).toEqual(anonymous);
});

test('it is a JWT that other implementations read and write', async () => {
  const { payload, protectedHeader } = await jwtVerify(
    signer.tokenFor(member),
    keysOf('posts', document()).trusted[0]!.signing[0]!.key,
    { issuer: 'edge', audience: 'posts', typ: 'principal+jwt', currentDate: new Date(time) },
  );
  expect(protectedHeader).toMatchObject({ alg: 'EdDSA', kid: keysOf('edge').signing.kid });
  expect(payload).toEqual({
    iss: 'edge',
    aud: 'posts',
    sub: 'member:ada:1\n"ö',
    iat: start / 1_000,
    exp: start / 1_000 + 60,
  });
  expect(verifier.verify(await tokenWith({ sub: 'member:ada' }))).toEqual({ kind: 'member', id: 'ada' });
});

test.each<[string, () => string | undefined | Promise<string>, TokenRefusal]>([
  ['no token', () => undefined, 'missing'],
  ['text', () => 'believe me', 'malformed'],
  ['three parts of nothing', () => '..', 'malformed'],
  ['a part too many', () => `${signer.tokenFor(member)}.x`, 'malformed'],
  ['an unknown key', () => signerOf(keysOf('stranger')).tokenFor(member), 'unknown-key'],
  [
    'the id of a trusted key on another',
    () => tokenWith({}, { kid: keysOf('edge').signing.kid }, 'stranger'),
    'forged',
  ],
  ['no signature', () => signer.tokenFor(member).replace(/[^.]*$/, ''), 'forged'],
  ['another token’s claims', () => mixed(signer.tokenFor(member), signer.tokenFor(anonymous)), 'forged'],
  ['another algorithm', () => tokenWith({}, { alg: 'Ed25519' }), 'malformed'],
  ['another type', () => tokenWith({}, { typ: 'at+jwt' }), 'malformed'],
  ['another service’s name', () => tokenWith({ iss: 'posts' }), 'foreign-issuer'],
  [
    'another context for audience',
    () => signerOf(keysOf('edge'), 'comments').tokenFor(member),
    'foreign-audience',
  ],
  ['a longer life', () => tokenWith({ exp: Math.floor(start / 1_000) + 61 }), 'lasts-too-long'],
  ['no end', () => tokenWith({ exp: undefined }), 'malformed'],
  ['a kind of principal that there is not', () => tokenWith({ sub: 'root:1' }), 'malformed'],
  ['a member without an id', () => tokenWith({ sub: 'member:' }), 'malformed'],
])('%s is not believed', async (_, token, reason) => {
  expect(refusal(await token())).toBe(reason);
});

function mixed(signature: string, claims: string): string {
  return [...claims.split('.').slice(0, 2), signature.split('.')[2]].join('.');
}

test('a token that one service issued is not believed from another', () => {
  const token = signer.tokenFor(member);
  expect(verifier.verify(token, 'edge')).toEqual(member);
  expect(refusal(token, 'comments')).toBe('foreign-sender');
});

test('a token is believed for its minute and as long as clocks may differ, also one that was seen', () => {
  const token = signer.tokenFor(member);
  expect(verifier.verify(token)).toEqual(member);
  time = start + 89_999;
  expect(verifier.verify(token)).toEqual(member);
  time = start + 90_000;
  expect(refusal(token)).toBe('expired');
});

test.each([30, -30])('clocks may differ by %d s', (seconds) => {
  const token = signerOf(keysOf('edge'), 'posts', seconds * 1_000).tokenFor(member);
  expect(verifier.verify(token)).toEqual(member);
});

test('a clock that is further ahead is refused', () => {
  expect(refusal(signerOf(keysOf('edge'), 'posts', 31_000).tokenFor(member))).toBe('not-yet-valid');
});

test('a token is used again for half its life, and not for another principal', () => {
  const token = signer.tokenFor(member);
  expect(signer.tokenFor(anonymous)).not.toBe(token);
  time = start + 29_999;
  expect(signer.tokenFor({ ...member })).toBe(token);
  time = start + 30_000;
  const next = signer.tokenFor(member);
  expect(next).not.toBe(token);
  expect(verifier.verify(next)).toEqual(member);
});

test('a clock that is set back does not leave tokens of the future in use', () => {
  const token = signer.tokenFor(member);
  time = start - 600_000;
  expect(verifier.verify(signer.tokenFor(member))).toEqual(member);
  expect(refusal(token)).toBe('not-yet-valid');
});

describe('what a service may do is what the served side was told', () => {
  const served = (rights: object) =>
    (verifier = new PrincipalVerifier(keysOf('posts', document({ edge: rights })), 'posts', () => time));

  test('the edge does not speak for the platform, unless it may', () => {
    expect(refusal(signer.tokenFor(system))).toBe('may-not-be-system');
    served({ system: true });
    expect(verifier.verify(signer.tokenFor(system))).toEqual(system);
  });

  test('a service that serves a context passes the platform’s calls on', () => {
    const onwards = signerOf(keysOf('posts'), 'posts');
    expect(verifier.verify(onwards.tokenFor(system))).toEqual(system);
  });

  test('a service calls the contexts that it may call', () => {
    served({ calls: ['comments'] });
    expect(refusal(signer.tokenFor(member))).toBe('may-not-call');
    served({ calls: ['posts'] });
    expect(verifier.verify(signer.tokenFor(member))).toEqual(member);
  });
});

test('refusals are in the log once a second, with their reason and their number, and without the token', () => {
  const forged = signer.tokenFor(member).replace(/[^.]*$/, '');
  for (let i = 0; i < 100; i++) refusal(forged);
  expect(log).toEqual([
    'posts refused a call of a process: the signature of its token is wrong (1 since the start)',
  ]);
  expect(verifier.refused.forged).toBe(100);
  // What is wrong with another is not lost among those.
  refusal(undefined, 'posts');
  expect(log.at(-1)).toBe('posts refused a call of posts: the call brings no token (1 since the start)');
});
