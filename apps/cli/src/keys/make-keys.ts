import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { newServiceKeys } from '@isomer/framework';
import { contextNames } from '../../../platform/src/contexts';
import { typedPath } from '../paths';
import { KeyFolder } from './key-folder';
import { type TypedNames, namedServices } from './service-names';

/** `isomer keys make`. Returns what to say. @throws Error before anything is written, if a service has keys already */
export async function makeKeys(
  given: string,
  options: TypedNames & { force?: boolean },
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const folder = new KeyFolder(typedPath(given, env));
  const services = namedServices(options, contextNames);
  const document = await folder.read();
  for (const { name } of services) {
    const known = Object.hasOwn(document.services, name) || (await folder.has(folder.privateFile(name)));
    if (known && !options.force) throw new Error(hasKeys(name, given));
  }
  await folder.make();
  for (const { name, serves, system } of services) {
    const keys = newServiceKeys();
    await folder.writePrivate(folder.privateFile(name), { service: name, keys: keys.private });
    await rm(folder.nextFile(name), { force: true });
    document.services[name] = { serves, system, ...document.services[name], keys: keys.public };
  }
  await folder.write(document);
  return [
    `${folder.path} has new keys of ${services.map(({ name }) => name).join(', ')}.`,
    `  ${basename(folder.document)} is public: every process gets it as SERVICE_KEYS.`,
    '  <service>.key.json is secret: the processes of that service alone get it as SERVICE_KEY.',
  ].join('\n');
}

function hasKeys(name: string, folder: string): string {
  return (
    `${name} has keys in ${folder} already, and nothing was changed: ` +
    `replace them with \`isomer keys rotate ${folder} ${name}\`, or at once with --force, or leave it out`
  );
}
