import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Looks before the work whether its report can be written after it. @throws Error with a line about the path */
export async function assertReportFile(file: string, option = '--report'): Promise<void> {
  try {
    const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    if (found?.isDirectory()) throw new Error('it is a folder');
    await access(found ? file : dirname(file), constants.W_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? `there is no folder ${dirname(file)}` : (code ?? message);
    throw new Error(`${option} ${file} cannot be written (${why}): name another file`);
  }
}
