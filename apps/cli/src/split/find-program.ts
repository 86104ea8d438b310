import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where package managers put servers that are not in everybody's PATH. */
const usualPlaces = [
  '/usr/bin',
  '/usr/sbin',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/opt/homebrew/bin',
  '/snap/bin',
];

/** The path of a program, if this system has it. */
export function findProgram(
  name: string,
  env: NodeJS.ProcessEnv,
  places: readonly string[] = usualPlaces,
): string | undefined {
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...places];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
