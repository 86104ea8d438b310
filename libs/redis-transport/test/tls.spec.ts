import { makeCertificates, type TestCertificates } from '../testing/certificates';
import { freePorts } from '../testing/ports';
import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, failure, info, open } from './harness';

let certificates: TestCertificates;
let redis: TestRedis;
let port: number;
let plainPort: number;

beforeAll(async () => {
  certificates = await makeCertificates();
  [port, plainPort] = (await freePorts(2)) as [number, number];
  const { ca, cert, key } = certificates;
  redis = await startRedis({
    args: [
      ...['--tls-port', String(port), '--port', String(plainPort), '--bind', '127.0.0.1'],
      ...[
        '--tls-ca-cert-file',
        ca,
        '--tls-cert-file',
        cert,
        '--tls-key-file',
        key,
        '--tls-auth-clients',
        'optional',
      ],
    ],
  });
});
afterEach(closeAll);
afterAll(async () => {
  await redis.stop();
  await certificates.remove();
});

/** What somebody who starts to serve is told. */
const told = async (url: string) => {
  const error = await failure(open({ url, connectTimeoutMs: 6_000 }).serve('comments', echo, info));
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: false });
  return error.message;
};

test('calls flow over TLS where the certificate is signed by the CA that the URL names', async () => {
  const url = `rediss://localhost:${port}?ca=${certificates.ca}`;
  await open({ url }).serve('comments', echo, info);
  expect((await call(open({ url }), { body: 'x' })).body).toBe('x');
});

test('a certificate that nobody vouches for is refused at once, and the error says what to do', async () => {
  expect(await told(`rediss://localhost:${port}`)).toMatch(
    /is not trusted: name who signed it with \?ca=<file>/,
  );
});

test('a certificate for another name is refused unless that name is expected', async () => {
  const url = `rediss://127.0.0.1:${port}?ca=${certificates.ca}`;
  expect(await told(url)).toMatch(/is for another name: give that with \?servername=<name>/);
  await open({ url: `${url}&servername=localhost` }).serve('comments', echo, info);
});

test('a Redis that wants a certificate of its clients is told from one that is away', async () => {
  const { ca, cert, key } = certificates;
  const [strictPort] = (await freePorts(1)) as [number];
  const strict = await startRedis({
    args: [
      ...['--tls-port', String(strictPort), '--port', '0', '--bind', '127.0.0.1'],
      ...['--tls-ca-cert-file', ca, '--tls-cert-file', cert, '--tls-key-file', key],
    ],
  });
  try {
    const url = `rediss://localhost:${strictPort}?ca=${ca}`;
    await open({ url: `${url}&cert=${cert}&key=${key}` }).serve('comments', echo, info);
    expect(await told(url)).toContain('if it asks for a certificate, name one with ?cert=<file>&key=<file>');
  } finally {
    await strict.stop();
  }
});

test('TLS where there is none, and none where there is TLS, are named', async () => {
  expect(await told(`rediss://localhost:${plainPort}?ca=${certificates.ca}`)).toContain(
    'if it does not speak TLS, write redis:// instead of rediss://',
  );
  expect(await told(`redis://localhost:${port}`)).toContain(
    'if it speaks TLS, write rediss:// instead of redis://',
  );
});

test('a file that cannot be read is refused before anything else', () => {
  expect(() => open({ url: 'rediss://:secret@localhost?ca=/no/such/file' })).toThrow(
    /^"rediss:\/\/localhost" names a file that cannot be used: ENOENT.*\/no\/such\/file/,
  );
});
