import { EmbeddedPostgresError, reasonOf } from '../errors';
import type { SupervisorOptions } from '../options';
import type { LaunchReport } from '../protocol';
import { supervise } from './supervise';

export const SUPERVISOR_VARIABLE = 'ISOMER_EMBEDDED_POSTGRES_SUPERVISOR';

/**
 * Turns this process into a supervisor if the library started it as one, and says whether it did. A program that
 * ships as one file calls it first and does nothing else when the answer is true, because there the supervisor can
 * only be the same program again.
 */
export function runSupervisorIfAsked(): boolean {
  const asked = process.env[SUPERVISOR_VARIABLE];
  if (!asked) return false;
  delete process.env[SUPERVISOR_VARIABLE];
  process.stdout.on('error', () => {}); // whoever started us may be gone before it reads the report
  process.stderr.on('error', () => {}); // the log file's disk may be full, which is no reason to end
  const report = (line: LaunchReport) => process.stdout.write(`${JSON.stringify(line)}\n`);
  supervise(JSON.parse(asked) as SupervisorOptions, report).then(
    () => process.exit(0),
    (error: unknown) => {
      const code = error instanceof EmbeddedPostgresError ? error.code : 'SUPERVISOR';
      process.stderr.write(`${reasonOf(error)}\n`);
      process.stdout.write(
        `${JSON.stringify({ type: 'failed', code, message: reasonOf(error) } satisfies LaunchReport)}\n`,
        () => process.exit(1),
      );
    },
  );
  return true;
}
