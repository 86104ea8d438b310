import { newServiceKeys } from '@isomer/framework';
import { typedPath } from '../paths';
import { KeyFolder } from './key-folder';

/** `isomer keys rotate`. Returns what to say. @throws Error with what to do instead */
export async function rotateKeys(
  given: string,
  service: string,
  { finish = false }: { finish?: boolean },
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const folder = new KeyFolder(typedPath(given, env));
  const { services } = await folder.read();
  if (!Object.hasOwn(services, service))
    throw new Error(
      `${folder.document} has no service '${service}'; ` +
        `it has ${Object.keys(services).join(', ') || 'none'}: make keys with \`isomer keys make ${given} --for ${service}\``,
    );
  const rotating = await folder.has(folder.nextFile(service));
  if (finish && !rotating)
    throw new Error(`${service} is not being rotated: begin with \`isomer keys rotate ${given} ${service}\``);
  if (!finish && rotating)
    throw new Error(
      `${service} is being rotated already: end that with \`isomer keys rotate ${given} ${service} --finish\``,
    );
  return finish ? end(folder, service) : begin(folder, given, service);
}

async function begin(folder: KeyFolder, given: string, service: string): Promise<string> {
  const document = await folder.read();
  const entry = document.services[service]!;
  const keys = newServiceKeys();
  entry.keys = [...entry.keys, ...keys.public];
  // In this order, a crash in between leaves a key that nobody has, and not one that nobody trusts.
  await folder.write(document);
  await folder.writePrivate(folder.nextFile(service), { service, keys: keys.private });
  return [
    `${service} has new keys beside the old ones. Now, one after the other:`,
    `  1. Give ${folder.document} to every process, and restart them.`,
    `  2. Give ${folder.nextFile(service)} to the processes of ${service} as SERVICE_KEY, and restart them.`,
    `  3. isomer keys rotate ${given} ${service} --finish`,
  ].join('\n');
}

async function end(folder: KeyFolder, service: string): Promise<string> {
  const document = await folder.read();
  const entry = document.services[service]!;
  const { keys } = await folder.readPrivate(folder.nextFile(service));
  const used = new Set(keys.map(({ kid }) => kid));
  entry.keys = entry.keys.filter(({ kid }) => used.has(kid));
  if (entry.keys.length < used.size)
    throw new Error(
      `${folder.document} has not the public halves of ${folder.nextFile(service)}, and nothing was changed: ` +
        'put back the one that `isomer keys rotate` wrote, or delete the other and rotate again',
    );
  // A crash in between is mended by doing this again.
  await folder.write(document);
  await folder.promote(service);
  return [
    `${service} has its new keys only; they are in ${folder.privateFile(service)} now.`,
    `  Give ${folder.document} to every process, and restart them: the old keys are worth something until then.`,
  ].join('\n');
}
