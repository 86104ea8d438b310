import { readConfiguration } from '@isomer/framework';
import { contextNames } from '../../../platform/src/contexts';
import { onInterrupt } from '../../../platform/src/interrupt';
import { whenNpmIsGone } from '../../../platform/src/npm-parent';
import { parseReplicas } from './replicas';
import { splitBanner } from './split-banner';
import { startSplit } from './start-split';
import { Teardown } from './teardown';

/**
 * Runs the split until it is asked to stop. Returns the code to exit with: 1 if it could not start, or something
 * could not be kept running; then a line has said why.
 * @param options such as `comments=2`
 * @throws ConfigurationError, or Error about an option or about keys
 */
export async function runSplit(env: NodeJS.ProcessEnv, options: readonly string[]): Promise<number> {
  const keys = ['SERVICE_KEY', 'SERVICE_KEYS'].filter((name) => env[name]?.trim());
  if (keys.length > 0) throw new Error(takesNoKeys(keys));
  const configuration = readConfiguration(
    { ...env, CONTEXTS: 'all', EDGE: 'on', MANAGEMENT_PORT: undefined },
    contextNames,
  );
  const replicas = parseReplicas(options, contextNames);
  const ignored = ['CONTEXTS', 'EDGE', 'MANAGEMENT_PORT'].filter((name) => env[name]?.trim());
  if (ignored.length > 0)
    process.stdout.write(
      `${ignored.join(', ')} ignored: the split places every context and the edge itself.\n`,
    );
  let failure: string | undefined;
  const teardown = new Teardown((error) => (failure ??= error.message));
  const giveUp = (why: string) => {
    failure ??= why;
    void teardown.stop();
  };
  const stop = () => {
    process.stdout.write(
      '\nStopping the edge, the contexts, Redis and the database. Once more to kill them.\n',
    );
    void teardown.stop();
  };
  const { begin, silence } = onInterrupt(stop, () => {
    teardown.kill();
    process.exit(1);
  });
  whenNpmIsGone(['start:split', 'isomer'], () => begin("npm's end"));
  try {
    const split = await startSplit(configuration, env, replicas, teardown, giveUp);
    if (!teardown.isRequested) process.stdout.write(splitBanner(split));
  } catch (error) {
    // What was being started ends with an error when it is stopped.
    if (!teardown.isRequested) giveUp((error as Error).message);
  }
  await teardown.requested;
  await teardown.stop();
  silence();
  if (failure) process.stderr.write(`${failure}\n`);
  return failure === undefined ? 0 : 1;
}

/** All its processes get the same variables, so that each would be the service of that one key. */
function takesNoKeys(given: readonly string[]): string {
  return (
    `${given.join(' and ')} cannot be used here: the split runs every service on this machine, with keys that each of ` +
    'its processes makes from SECRET_KEY. Unset it, or start a process for each service as docs/guides/service-keys.md says'
  );
}
