import { generateKeyPairSync } from 'node:crypto';
import { inEveryTopology } from '@isomer/framework/testing';
import { SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader } from 'jose';
import { type Person, problem, somebody } from './people';

inEveryTopology('access tokens', ({ api, url }) => {
  let ada: Person;
  beforeAll(async () => {
    ada = await somebody(api);
  });

  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const forged = (kid: string, { issuer = url, audience = url, expires = '5m', alg = 'ES256' } = {}) =>
    new SignJWT()
      .setProtectedHeader({ alg, kid })
      .setSubject(ada.id)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(expires);

  const refused = async (token: string) => {
    const answer = await api.get('/v1/me', { token });
    expect(answer).toMatchObject(problem(401, 'unauthenticated'));
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  };

  test('ours names its key, its issuer and its audience, and is good for ten minutes', async () => {
    const { keys } = (await api.get('/.well-known/jwks.json')).body;
    const { kid, alg } = decodeProtectedHeader(ada.token);
    expect(keys).toContainEqual(expect.objectContaining({ kid, alg, kty: 'EC', crv: 'P-256', use: 'sig' }));
    expect(Object.keys(keys[0])).not.toContain('d');
    const { iss, aud, sub, exp, iat, sid, roles } = decodeJwt(ada.token);
    expect([iss, aud, sub, exp! - iat!]).toEqual([url, url, ada.id, 600]);
    expect([sid, roles]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), []]);
  });

  test('none, rubbish and another scheme are refused where one is needed', async () => {
    const without = await api.get('/v1/me');
    expect(without).toMatchObject(problem(401, 'unauthenticated'));
    expect(without.headers.get('www-authenticate')).toBe('Bearer');
    await refused('rubbish');
    await refused('a.b.c');
    expect(await api.get('/v1/me', { headers: { authorization: 'Basic YWRhOmFkYQ==' } })).toMatchObject(
      problem(401, 'unauthenticated'),
    );
  });

  test('a bad one is refused where none is needed', async () => {
    expect(await api.get('/v1/posts', { token: 'a.b.c' })).toMatchObject(problem(401, 'unauthenticated'));
  });

  test('one with another signature is refused', async () => {
    const { kid } = decodeProtectedHeader(ada.token);
    await refused(await forged(kid!).sign(privateKey));
    const [header, payload, signature] = ada.token.split('.');
    await refused(`${header}.${payload}.${signature!.split('').reverse().join('')}`);
    const claims = Buffer.from(
      JSON.stringify({ ...decodeJwt(ada.token), sub: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e' }),
    ).toString('base64url');
    await refused(`${header}.${claims}.${signature}`);
  });

  test('one of an unknown key is refused', async () => {
    await refused(await forged('0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e').sign(privateKey));
  });

  test('alg none is refused', async () => {
    await refused(
      new UnsecuredJWT().setSubject(ada.id).setIssuer(url).setAudience(url).setExpirationTime('5m').encode(),
    );
  });

  test('one signed by HMAC with our public key is refused', async () => {
    const { kid } = decodeProtectedHeader(ada.token);
    const { keys } = (await api.get('/.well-known/jwks.json')).body;
    const secret = new TextEncoder().encode(JSON.stringify(keys[0]));
    await refused(await forged(kid!, { alg: 'HS256' }).sign(secret));
  });
});
