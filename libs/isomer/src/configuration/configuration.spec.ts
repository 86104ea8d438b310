import { ConfigurationError, readConfiguration } from './configuration';
import { envExample, variables } from './variables';

const contexts = ['identity', 'posts', 'comments'];
const secret = 'x'.repeat(32);
const redis = { REDIS_URL: 'redis://127.0.0.1:6379', PUBLIC_URL: 'http://localhost:3000' };

const read = (env: Record<string, string> = {}) => readConfiguration(env, contexts);
function problems(env: Record<string, string>): string[] {
  try {
    read(env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).toBe((error as ConfigurationError).problems.join('\n'));
    return (error as ConfigurationError).problems;
  }
}

test('without any variable all contexts and the edge run here, on an embedded database', () => {
  expect(read()).toEqual({
    here: contexts,
    remote: [],
    edge: true,
    host: '127.0.0.1',
    port: 3000,
    managementPort: undefined,
    publicUrl: 'http://localhost:3000',
    corsOrigins: '*',
    requestsPerMinute: 600,
    proxies: 0,
    dataDir: 'data',
    redisUrl: undefined,
    databaseUrl: undefined,
    databaseAdminUrl: undefined,
    contextDatabaseUrls: {},
    databaseConnections: 10,
    secretKey: undefined,
    eventRetentionHours: 168,
    serviceKeys: undefined,
    serviceKey: undefined,
    logLevel: 'info',
  });
});

test('an empty variable is one that is not set, and spaces around a value do not count', () => {
  expect(read({ PORT: '', EDGE: ' ', POSTS_DATABASE_URL: ' ', LOG_LEVEL: ' debug ' })).toEqual({
    ...read(),
    logLevel: 'debug',
  });
});

test('a placement names contexts in any order, or all, or none', () => {
  expect(read({ ...redis, CONTEXTS: 'comments, identity' })).toMatchObject({
    here: ['identity', 'comments'],
    remote: ['posts'],
  });
  expect(read({ CONTEXTS: 'all' })).toMatchObject({ here: contexts, remote: [] });
  expect(read({ ...redis, CONTEXTS: 'none' })).toMatchObject({ here: [], remote: contexts });
});

test('every other variable is taken as it is written', () => {
  const given = {
    ...redis,
    EDGE: 'off',
    HOST: '0.0.0.0',
    PORT: '8080',
    MANAGEMENT_PORT: '0',
    PUBLIC_URL: 'https://example.org/',
    CORS_ORIGINS: 'https://a.example, http://b.example:8080',
    RATE_LIMIT: '0',
    PROXIES: '2',
    DATA_DIR: '/var/lib/isomer',
    DATABASE_URL: 'postgres://a:b@db/isomer',
    DATABASE_ADMIN_URL: 'postgresql://root@db/isomer',
    POSTS_DATABASE_URL: 'postgres://posts@db/isomer',
    DATABASE_CONNECTIONS: '3',
    SECRET_KEY: secret,
    EVENT_RETENTION_HOURS: '24',
    SERVICE_KEYS: '{"services":{}}',
    SERVICE_KEY: '/run/secrets/posts.key.json',
    LOG_LEVEL: 'warn',
  };
  expect(read(given)).toEqual({
    here: contexts,
    remote: [],
    edge: false,
    host: '0.0.0.0',
    port: 8080,
    managementPort: 0,
    publicUrl: 'https://example.org',
    corsOrigins: ['https://a.example', 'http://b.example:8080'],
    requestsPerMinute: 0,
    proxies: 2,
    dataDir: '/var/lib/isomer',
    redisUrl: redis.REDIS_URL,
    databaseUrl: given.DATABASE_URL,
    databaseAdminUrl: given.DATABASE_ADMIN_URL,
    contextDatabaseUrls: { posts: given.POSTS_DATABASE_URL },
    databaseConnections: 3,
    secretKey: secret,
    eventRetentionHours: 24,
    serviceKeys: given.SERVICE_KEYS,
    serviceKey: given.SERVICE_KEY,
    logLevel: 'warn',
  });
});

test.each([
  'redis://:p,w@a:6379,b:6379,c:6379?cluster=true',
  'rediss://s1:26379,s2:26379?sentinel=main&ca=/etc/ca.pem',
  'redis://[::1]:6379,[::2]:6379/?cluster=true',
  'unix:///run/redis.sock',
])('REDIS_URL may be %s', (REDIS_URL) => {
  expect(read({ ...redis, REDIS_URL }).redisUrl).toBe(REDIS_URL);
});

const wrong: [variable: string, value: string, line: string][] = [
  ['CONTEXTS', ',', "CONTEXTS is ',' but must be names with commas, all or none"],
  [
    'CONTEXTS',
    'weather',
    "CONTEXTS names 'weather', which is no context; there are identity, posts, comments",
  ],
  ['EDGE', 'yes', "EDGE is 'yes' but must be on or off"],
  ['HOST', 'not an address', "HOST is 'not an address' but must be an address"],
  ['PORT', '65536', "PORT is '65536' but must be a number from 0 to 65535"],
  ['PORT', '-1', "PORT is '-1' but must be a number from 0 to 65535"],
  ['PORT', '3000.5', "PORT is '3000.5' but must be a number from 0 to 65535"],
  ['MANAGEMENT_PORT', 'http', "MANAGEMENT_PORT is 'http' but must be a number from 0 to 65535"],
  ...['example.org', 'https://example.org/?page=1', 'https://example.org/#top'].map(
    (url): [string, string, string] => [
      'PUBLIC_URL',
      url,
      `PUBLIC_URL is '${url}' but must be a http:// or https:// URL without ? and #`,
    ],
  ),
  ...['example.org', 'https://example.org/', '*,https://example.org', 'null'].map(
    (origins): [string, string, string] => [
      'CORS_ORIGINS',
      origins,
      `CORS_ORIGINS is '${origins}' but must be http:// or https:// origins with commas, or *`,
    ],
  ),
  ['RATE_LIMIT', 'off', "RATE_LIMIT is 'off' but must be a number from 0 to 1000000"],
  ['PROXIES', '11', "PROXIES is '11' but must be a number from 0 to 10"],
  ['REDIS_URL', 'localhost:6379', "REDIS_URL is '…' but must be a redis://, rediss:// or unix:// URL"],
  ['DATABASE_URL', 'mysql://localhost/isomer', "DATABASE_URL is '…' but must be a postgres:// URL"],
  ['DATABASE_ADMIN_URL', 'localhost', "DATABASE_ADMIN_URL is '…' but must be a postgres:// URL"],
  ['POSTS_DATABASE_URL', 'localhost', 'POSTS_DATABASE_URL must be a postgres:// URL'],
  ['DATABASE_CONNECTIONS', '0', "DATABASE_CONNECTIONS is '0' but must be a number from 1 to 1000"],
  ['DATABASE_CONNECTIONS', 'many', "DATABASE_CONNECTIONS is 'many' but must be a number from 1 to 1000"],
  ['DATABASE_CONNECTIONS', '2', 'DATABASE_CONNECTIONS is 2, but 3 contexts here need one each'],
  ['EVENT_RETENTION_HOURS', '0', "EVENT_RETENTION_HOURS is '0' but must be a number from 1 to 87600"],
  ['SECRET_KEY', 'too short', "SECRET_KEY is '…' but must be at least 32 characters"],
  ['SERVICE_KEYS', '{"services":', "SERVICE_KEYS is '…' but must be a file or its JSON"],
  ['SERVICE_KEY', '{d}', "SERVICE_KEY is '…' but must be a file or its JSON"],
  ['LOG_LEVEL', 'loud', "LOG_LEVEL is 'loud' but must be fatal, error, warn, info or debug"],
];

test.each(wrong)('%s=%s is answered with one line that says what is right', (variable, value, line) => {
  expect(problems({ [variable]: value })).toEqual([line]);
});

test('every variable but the one that takes any text has a wrong value above', () => {
  const tried = new Set(wrong.map(([variable]) => variable));
  expect(Object.keys(variables).filter((name) => !tried.has(name))).toEqual(['DATA_DIR']);
});

test.each([
  ['post', 'posts'],
  ['Posts', 'posts'],
  ['commments', 'comments'],
  ['identify', 'identity'],
])('an unknown context %s is answered with the near one, %s', (written, meant) => {
  expect(problems({ CONTEXTS: written })).toEqual([
    `CONTEXTS names '${written}', which is no context; did you mean '${meant}'?`,
  ]);
});

test.each<[string, Record<string, string>, line: RegExp]>([
  [
    'a context elsewhere without a Redis',
    { CONTEXTS: 'posts' },
    /^CONTEXTS leaves identity, comments to other processes, so REDIS_URL must say/,
  ],
  [
    'a process with nothing to do',
    { ...redis, CONTEXTS: 'none', EDGE: 'off' },
    /^CONTEXTS is none and EDGE is off/,
  ],
  [
    'a database server without a secret of the deployment',
    { DATABASE_URL: 'postgres://db/isomer' },
    /^SECRET_KEY must be set beside DATABASE_URL.*openssl rand/,
  ],
  [
    'private keys without the public ones',
    { SERVICE_KEY: 'posts.key.json' },
    /^SERVICE_KEY is set and SERVICE_KEYS is not; set both, or neither/,
  ],
  [
    'public keys without the private ones',
    { SERVICE_KEYS: 'service-keys.json' },
    /^SERVICE_KEYS is set and SERVICE_KEY is not; set both, or neither/,
  ],
  [
    'one port for two servers',
    { PORT: '9000', MANAGEMENT_PORT: '9000' },
    /^MANAGEMENT_PORT and PORT are both 9000/,
  ],
])('%s is a contradiction, which is said in one line', (_, env, line) => {
  expect(problems(env)).toEqual([expect.stringMatching(line)]);
});

test('everything that is wrong is said at once', () => {
  expect(problems({ PORT: 'x', EDGE: 'x', CONTEXTS: 'post,comment' })).toHaveLength(4);
});

test('no wrong value of a secret variable is printed', () => {
  const names = ['REDIS_URL', 'DATABASE_URL', 'DATABASE_ADMIN_URL', 'IDENTITY_DATABASE_URL', 'SECRET_KEY'];
  const lines = problems(Object.fromEntries(names.map((name) => [name, 'hunter2'])));
  expect(lines).toHaveLength(names.length);
  expect(lines.join()).not.toContain('hunter2');
});

test('.env.example has every variable, commented out, and every context a database of its own', () => {
  const text = envExample(contexts);
  for (const [name, { about, example }] of Object.entries(variables)) {
    expect(text).toContain(`# ${about}\n# ${name}=${example}\n`);
  }
  for (const name of contexts)
    expect(text).toMatch(new RegExp(`^# ${name.toUpperCase()}_DATABASE_URL=`, 'm'));
  expect(text.split('\n').filter((line) => line && !line.startsWith('#'))).toEqual([]);
});

test('the examples in .env.example are good values', () => {
  const examples = Object.entries(variables)
    .filter(([name]) => name !== 'SECRET_KEY')
    .map(([name, { example }]) => [name, example]);
  expect(problems({ ...Object.fromEntries(examples), SECRET_KEY: secret })).toEqual([]);
});

test('an edge whose contexts run elsewhere must be told what tokens name', () => {
  const { REDIS_URL } = redis;
  expect(problems({ REDIS_URL, CONTEXTS: 'none' })).toEqual([
    expect.stringMatching(/^PUBLIC_URL must be set/),
  ]);
  expect(problems({ REDIS_URL, CONTEXTS: 'posts', EDGE: 'off' })).toEqual([]);
});
