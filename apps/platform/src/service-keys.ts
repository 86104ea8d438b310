import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type Configuration,
  ConfigurationError,
  type ServiceKeys,
  ServiceKeysError,
  Settings,
  readServiceKeys,
  sharedServiceKeys,
} from '@isomer/framework';
import { KeyedIdentity } from '@isomer/redis-transport';
import { contextNames } from './contexts';

/** The keys that this process was given, if it was. @throws ConfigurationError with what is wrong with them */
export async function givenServiceKeys({
  serviceKey,
  serviceKeys,
  remote,
}: Configuration): Promise<ServiceKeys | undefined> {
  if (!serviceKey || !serviceKeys) return undefined;
  const keys = parse(await textOf('SERVICE_KEY', serviceKey), await textOf('SERVICE_KEYS', serviceKeys));
  assertServed(
    remote,
    keys,
    (context) => `SERVICE_KEYS has no service that serves ${context}, which runs elsewhere`,
  );
  return keys;
}

/** @throws ConfigurationError if others would not believe what this process answers */
export function assertMayServe({ here }: Configuration, keys: ServiceKeys): void {
  const own = { ...keys, trusted: keys.trusted.filter(({ name }) => name === keys.name) };
  const problem = (context: string) =>
    `SERVICE_KEY is of '${keys.name}', which may not serve ${context}: change CONTEXTS, or 'serves' of '${keys.name}' in SERVICE_KEYS`;
  assertServed(here, own, problem);
}

/** Keys that every process of the deployment makes for itself. */
export function madeServiceKeys({ publicUrl }: Configuration, secretKey: string): ServiceKeys {
  return sharedServiceKeys(new Settings(publicUrl, secretKey), contextNames);
}

/** The same keys as what seals the entries of the transport. */
export function identityOf({ name, agreement, trusted }: ServiceKeys): KeyedIdentity {
  return new KeyedIdentity({
    name,
    key: { kid: agreement.kid, privateKey: agreement.key },
    trusted: trusted.map((service) => ({
      name: service.name,
      serves: service.serves,
      keys: service.agreement.map(({ kid, key }) => ({ kid, publicKey: key })),
    })),
  });
}

function parse(own: string, trusted: string): ServiceKeys {
  try {
    return readServiceKeys(own, trusted, contextNames);
  } catch (error) {
    if (error instanceof ServiceKeysError) throw new ConfigurationError([...error.problems]);
    throw error;
  }
}

function assertServed(
  contexts: readonly string[],
  { trusted }: ServiceKeys,
  problem: (context: string) => string,
): void {
  const unserved = contexts.filter((context) => !trusted.some(({ serves }) => serves.includes(context)));
  if (unserved.length > 0) throw new ConfigurationError(unserved.map(problem));
}

async function textOf(variable: string, given: string): Promise<string> {
  if (given.startsWith('{')) return given;
  try {
    return await readFile(given, 'utf8');
  } catch (error) {
    const { code } = error as { code?: string };
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new ConfigurationError([`${variable}: ${resolve(given)} ${why}`]);
  }
}
