import { z } from 'zod';
import { nearest } from './nearest';
import { variables } from './variables';

/** What a process was told about itself. */
export interface Configuration {
  /** Contexts that run in this process. */
  here: string[];
  /** Contexts that run elsewhere. */
  remote: string[];
  edge: boolean;
  host: string;
  port: number;
  managementPort?: number;
  publicUrl: string;
  corsOrigins: string[] | '*';
  requestsPerMinute: number;
  proxies: number;
  dataDir: string;
  redisUrl?: string;
  databaseUrl?: string;
  databaseAdminUrl?: string;
  /** Logins of their own, by context. */
  contextDatabaseUrls: Record<string, string>;
  databaseConnections: number;
  secretKey?: string;
  eventRetentionHours: number;
  /** Public keys of all services, and the private ones of this one: a file or JSON, each. */
  serviceKeys?: string;
  serviceKey?: string;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
}

/** Everything that is wrong with the configuration, a line each. */
export class ConfigurationError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
  }
}

/** @throws ConfigurationError that names every variable that is wrong and what would be right */
export function readConfiguration(env: NodeJS.ProcessEnv, contexts: readonly string[]): Configuration {
  const problems: string[] = [];
  const read = <T>(name: keyof typeof variables): T => {
    const { schema, expects } = variables[name];
    // An empty value is what compose files and shells make of an unset one.
    const given = env[name]?.trim() || undefined;
    const parsed = (schema as unknown as z.ZodType<T>).safeParse(given);
    if (parsed.success) return parsed.data;
    problems.push(`${name} is '${show(name, given)}' but must be ${expects}`);
    return undefined as T;
  };

  const here = placement(read<string>('CONTEXTS'), contexts, problems);
  const port = read<number>('PORT');
  const publicUrl = read<string | undefined>('PUBLIC_URL');
  const configuration: Configuration = {
    here,
    remote: contexts.filter((name) => !here.includes(name)),
    edge: read('EDGE'),
    host: read('HOST'),
    port,
    managementPort: read('MANAGEMENT_PORT'),
    publicUrl: publicUrl ?? `http://localhost:${port}`,
    corsOrigins: read('CORS_ORIGINS'),
    requestsPerMinute: read('RATE_LIMIT'),
    proxies: read('PROXIES'),
    dataDir: read('DATA_DIR'),
    redisUrl: read('REDIS_URL'),
    databaseUrl: read('DATABASE_URL'),
    databaseAdminUrl: read('DATABASE_ADMIN_URL'),
    contextDatabaseUrls: {},
    databaseConnections: read('DATABASE_CONNECTIONS'),
    secretKey: read('SECRET_KEY'),
    eventRetentionHours: read('EVENT_RETENTION_HOURS'),
    serviceKeys: read('SERVICE_KEYS'),
    serviceKey: read('SERVICE_KEY'),
    logLevel: read('LOG_LEVEL'),
  };
  for (const name of contexts) {
    const variable = contextDatabaseVariable(name);
    const given = env[variable]?.trim();
    if (!given) continue;
    if (variables.DATABASE_URL.schema.safeParse(given).success)
      configuration.contextDatabaseUrls[name] = given;
    else problems.push(`${variable} must be ${variables.DATABASE_URL.expects}`);
  }
  // What follows from a wrong value only hides it.
  if (problems.length === 0) problems.push(...contradictions(configuration, publicUrl !== undefined));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return configuration;
}

export function contextDatabaseVariable(context: string): string {
  return `${context.toUpperCase()}_DATABASE_URL`;
}

function placement(given: string, contexts: readonly string[], problems: string[]): string[] {
  if (given === 'all') return [...contexts];
  if (given === 'none') return [];
  const names = given
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 0) problems.push(`CONTEXTS is '${given}' but must be ${variables.CONTEXTS.expects}`);
  for (const name of names) {
    if (contexts.includes(name)) continue;
    const near = nearest(name, contexts);
    problems.push(
      `CONTEXTS names '${name}', which is no context` +
        (near ? `; did you mean '${near}'?` : `; there are ${contexts.join(', ')}`),
    );
  }
  return contexts.filter((name) => names.includes(name));
}

function contradictions(c: Configuration, hasPublicUrl: boolean): string[] {
  const problems: string[] = [];
  if (c.remote.length > 0 && !c.redisUrl) {
    problems.push(
      `CONTEXTS leaves ${c.remote.join(', ')} to other processes, so REDIS_URL must say where to reach them`,
    );
  }
  if (c.remote.length > 0 && c.redisUrl && c.edge && !hasPublicUrl) {
    problems.push(
      'PUBLIC_URL must be set where contexts run elsewhere, the same for every process: tokens name it as their issuer',
    );
  }
  if (c.here.length === 0 && !c.edge) {
    problems.push('CONTEXTS is none and EDGE is off, so this process would do nothing; give it one of them');
  }
  if (c.databaseConnections < c.here.length) {
    problems.push(
      `DATABASE_CONNECTIONS is ${c.databaseConnections}, but ${c.here.length} contexts here need one each`,
    );
  }
  if (c.databaseUrl && !c.secretKey) {
    problems.push(
      'SECRET_KEY must be set beside DATABASE_URL, the same for every process; make one with: openssl rand -base64 32',
    );
  }
  if (!c.serviceKey !== !c.serviceKeys) {
    const [given, missing] = c.serviceKey ? ['SERVICE_KEY', 'SERVICE_KEYS'] : ['SERVICE_KEYS', 'SERVICE_KEY'];
    problems.push(
      `${given} is set and ${missing} is not; set both, or neither and have keys made from SECRET_KEY`,
    );
  }
  if (c.managementPort && c.managementPort === c.port && c.edge) {
    problems.push(`MANAGEMENT_PORT and PORT are both ${c.port}; give them two numbers`);
  }
  return problems;
}

function show(name: keyof typeof variables, value: string | undefined): string {
  return 'secret' in variables[name] ? '…' : (value ?? '');
}
