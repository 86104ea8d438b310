import { type Configuration, readConfiguration } from '@isomer/framework';
import { contextNames } from '../../platform/src/contexts';

/** The configuration of a program that calls contexts: placed as for any process, but it never serves. */
export function callingConfiguration(env: NodeJS.ProcessEnv): Configuration {
  // Without the edge `CONTEXTS=none` would be a process that does nothing; here it is one that calls. It issues and
  // checks no tokens, so nobody need tell it who their issuer is.
  const publicUrl = env.PUBLIC_URL?.trim() || 'http://localhost';
  return readConfiguration(
    { ...env, EDGE: 'on', MANAGEMENT_PORT: undefined, PUBLIC_URL: publicUrl },
    contextNames,
  );
}

/** The configuration of what looks after the data of all contexts, wherever they run. */
export function dataConfiguration(env: NodeJS.ProcessEnv): Configuration {
  // It reads no secret, so that a job which only migrates need not be given one.
  const secret = env.SECRET_KEY?.trim() || 'not used by what looks after data';
  return callingConfiguration({ ...env, CONTEXTS: 'all', SECRET_KEY: secret });
}
