import { type BootedContext, bootContext, testPublicUrl } from '@isomer/framework/testing';
import { IdentityHttpModule, IdentityModule } from '@isomer/identity';
import { IdentityApi } from '@isomer/identity/contract';
import { SignJWT, decodeJwt } from 'jose';
import { type SigningKey, SigningKeys } from '../use-cases/signing-keys';

const password = 'correct horse battery';

/** Tokens that our own key has signed and that still must not pass. */
describe('an access token with our signature', () => {
  let context: BootedContext;
  let key: SigningKey;
  let id: string;
  beforeAll(async () => {
    context = await bootContext(IdentityModule, { http: [IdentityHttpModule] });
    ({ id } = await context.client(IdentityApi).register({ handle: 'ada', password }));
    await context.client(IdentityApi).logIn({ handle: 'ada', password });
    key = await context.module.get(SigningKeys).signing();
  });
  afterAll(() => context.close());

  const sign = (claims: { iss?: string; aud?: string; exp?: string; alg?: string } = {}) =>
    new SignJWT()
      .setProtectedHeader({ alg: 'ES256', kid: key.kid })
      .setSubject(id)
      .setIssuer(claims.iss ?? testPublicUrl)
      .setAudience(claims.aud ?? testPublicUrl)
      .setIssuedAt()
      .setExpirationTime(claims.exp ?? '5m')
      .sign(key.privateKey);
  const status = async (token: string) => (await context.api.get('/v1/me', { token })).status;

  test('passes as it should be', async () => {
    expect(await status(await sign())).toBe(200);
  });

  test('is refused when it has expired', async () => {
    expect(await status(await sign({ exp: '1 second ago' }))).toBe(401);
  });

  test('is refused when it is for another audience', async () => {
    expect(await status(await sign({ aud: 'https://elsewhere.example' }))).toBe(401);
  });

  test('is refused when another issued it', async () => {
    expect(await status(await sign({ iss: 'https://elsewhere.example' }))).toBe(401);
  });

  test('is what logging in answers', async () => {
    const { body } = await context.api.post('/v1/sessions', { handle: 'ada', password });
    expect(decodeJwt(body.accessToken)).toMatchObject({ sub: id, iss: testPublicUrl, aud: testPublicUrl });
    expect(await status(body.accessToken)).toBe(200);
  });
});
