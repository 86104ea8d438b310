import { resolve } from 'node:path';

/** A path as whoever typed it means it: `npm run isomer` moves to the project's folder first and says where from. */
export function typedPath(path: string, env: NodeJS.ProcessEnv): string {
  const from = env.npm_lifecycle_event === 'isomer' ? env.INIT_CWD : undefined;
  return resolve(from ?? process.cwd(), path);
}
