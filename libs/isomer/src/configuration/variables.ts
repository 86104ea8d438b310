import { z } from 'zod';

interface Variable {
  /** For .env.example: what it does. */
  about: string;
  /** For errors: `must be …`. */
  expects: string;
  schema: z.ZodType;
  /** What .env.example shows, commented out. */
  example: string;
  secret?: true;
}

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(65535));
const url = (pattern: RegExp) => z.string().refine((text) => pattern.test(text) && URL.canParse(text));
const whole = (min: number, max: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max));
/** A file's name, or JSON: which of the two is seen by its first character. */
const document = z.string().refine((text) => !text.startsWith('{') || isJson(text));
/** A URL has one host and port; that of a Cluster, or of sentinels, has several with commas. */
const withOneHost = (text: string) => text.replace(/^([a-z]+:\/\/[^/?#]*?)(,[^,@/?#]*)+(?=[/?#]|$)/, '$1');
const postgres = url(/^postgres(ql)?:\/\//);

/** Every variable that a process reads, in the order of .env.example, which is made from this. */
export const variables = {
  CONTEXTS: {
    about: 'Contexts that run in this process, with commas; all or none. The others are called over Redis.',
    expects: 'names with commas, all or none',
    schema: z.string().default('all'),
    example: 'all',
  },
  EDGE: {
    about: 'Whether this process serves the HTTP API and Swagger UI: on or off.',
    expects: 'on or off',
    schema: z
      .enum(['on', 'off'])
      .default('on')
      .transform((value) => value === 'on'),
    example: 'on',
  },
  HOST: {
    about: 'Address to listen on. In a container: 0.0.0.0.',
    expects: 'an address',
    schema: z
      .string()
      .regex(/^[\w.:-]+$/)
      .default('127.0.0.1'),
    example: '127.0.0.1',
  },
  PORT: {
    about: 'Port of the HTTP API. 0 takes a free one.',
    expects: 'a number from 0 to 65535',
    schema: z.string().default('3000').pipe(port),
    example: '3000',
  },
  MANAGEMENT_PORT: {
    about: 'Port of /health/live and /health/ready in a process without an edge. 0 takes a free one.',
    expects: 'a number from 0 to 65535',
    schema: port.optional(),
    example: '9000',
  },
  PUBLIC_URL: {
    about:
      'Where people reach the API, and the issuer of the access tokens: the same for every process. Needed under another name than localhost, as behind a proxy, and by an edge whose contexts run elsewhere; start:split fills it in.',
    expects: 'a http:// or https:// URL without ? and #',
    schema: url(/^https?:\/\/[^?#]*$/)
      .transform((text) => text.replace(/\/$/, ''))
      .optional(),
    example: 'http://localhost:3000',
  },
  CORS_ORIGINS: {
    about: 'Origins whose pages may call the API, with commas, or * for all.',
    expects: 'http:// or https:// origins with commas, or *',
    schema: z
      .string()
      .default('*')
      .refine((text) => text === '*' || text.split(',').every((each) => isOrigin(each.trim())))
      .transform((text) => (text === '*' ? text : text.split(',').map((each) => each.trim()))),
    example: 'https://www.example.org,https://blog.example.org',
  },
  RATE_LIMIT: {
    about: 'Requests that an edge answers a minute for each address. 0 for any number.',
    expects: 'a number from 0 to 1000000',
    schema: z.string().default('600').pipe(whole(0, 1_000_000)),
    example: '600',
  },
  PROXIES: {
    about:
      'Proxies in front of an edge, each of which adds the address that it was called from to X-Forwarded-For. With too many, callers can say they are others.',
    expects: 'a number from 0 to 10',
    schema: z.string().default('0').pipe(whole(0, 10)),
    example: '1',
  },
  DATA_DIR: {
    about: 'Folder of the embedded database and the keys that the platform makes for itself.',
    expects: 'a folder',
    schema: z.string().default('data'),
    example: 'data',
  },
  REDIS_URL: {
    about:
      'Redis that carries calls between processes. Needed as soon as a context runs elsewhere. Several hosts go with ?cluster=true, or ?sentinel=<name of the master> if they are sentinels; TLS is rediss:// (?ca=<file>).',
    expects: 'a redis://, rediss:// or unix:// URL',
    schema: z
      .string()
      .refine((text) => /^(rediss?|unix):\/\//.test(text) && URL.canParse(withOneHost(text)))
      .optional(),
    example: 'redis://localhost:6379',
    secret: true,
  },
  DATABASE_URL: {
    about: 'Postgres server. Left out, the platform runs one of its own in DATA_DIR.',
    expects: 'a postgres:// URL',
    schema: postgres.optional(),
    example: 'postgres://isomer:password@localhost:5432/isomer',
    secret: true,
  },
  DATABASE_ADMIN_URL: {
    about: 'Login that may create schemas and roles, for `isomer migrate`. Left out, DATABASE_URL is used.',
    expects: 'a postgres:// URL',
    schema: postgres.optional(),
    example: 'postgres://postgres:password@localhost:5432/isomer',
    secret: true,
  },
  DATABASE_CONNECTIONS: {
    about: 'Most database connections of this process, all its contexts together.',
    expects: 'a number from 1 to 1000',
    schema: z.string().default('10').pipe(whole(1, 1000)),
    example: '10',
  },
  SECRET_KEY: {
    about: 'Secret of at least 32 characters, the same for every process. Left out, one is kept in DATA_DIR.',
    expects: 'at least 32 characters',
    schema: z.string().min(32).optional(),
    example: 'make one with: openssl rand -base64 32',
    secret: true,
  },
  EVENT_RETENTION_HOURS: {
    about: 'How long events are kept after all contexts have handled them, in hours.',
    expects: 'a number from 1 to 87600',
    schema: z.string().default('168').pipe(whole(1, 87_600)),
    example: '168',
  },
  SERVICE_KEYS: {
    about:
      'Public keys of all services, the same for every process: a file that `isomer keys` has made, or its JSON. Left out, keys are made from SECRET_KEY.',
    expects: 'a file or its JSON',
    schema: document.optional(),
    example: '/run/secrets/service-keys.json',
    secret: true,
  },
  SERVICE_KEY: {
    about:
      'Private keys of the service that this process is: a file that `isomer keys` has made, or its JSON.',
    expects: 'a file or its JSON',
    schema: document.optional(),
    example: '/run/secrets/posts.key.json',
    secret: true,
  },
  LOG_LEVEL: {
    about: 'Least important log lines to write: fatal, error, warn, info or debug.',
    expects: 'fatal, error, warn, info or debug',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info'),
    example: 'info',
  },
} satisfies Record<string, Variable>;

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The text of .env.example. */
export function envExample(contexts: readonly string[]): string {
  const blocks = Object.entries(variables as Record<string, Variable>).map(
    ([name, { about, example }]) => `# ${about}\n# ${name}=${example}\n`,
  );
  const own = contexts.map(
    (name) => `# ${name.toUpperCase()}_DATABASE_URL=postgres://${name}:password@localhost:5432/isomer\n`,
  );
  return [
    '# Every variable that a process reads. All are optional; each line shows the default or an example.\n',
    ...blocks,
    `# Database of one context alone, with a login of its own.\n${own.join('')}`,
  ].join('\n');
}
