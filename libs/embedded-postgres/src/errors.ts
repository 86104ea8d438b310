/** Every code this library throws, with what it means. A code is never reused for something else. */
export const embeddedPostgresErrors = {
  DATA_FOLDER: 'the data folder cannot be created, read or written',
  DATA_FOLDER_MOVED: 'the data folder points to another place, and nothing is there',
  DATA_FOLDER_UNREACHABLE:
    'the account that runs Postgres cannot enter the data folder, which already holds data',
  OTHER_USER: 'another user of this machine has the database open',
  FOREIGN_SERVER: 'a Postgres that was not started by this library runs on the data folder',
  UNSUPPORTED_PLATFORM: 'there are no binaries for this platform, or they are not installed',
  BINARIES: 'the binaries are there but do not run',
  NO_ACCOUNT: 'we are root and there is no other account to run Postgres as',
  OTHER_VERSION: 'the data belongs to another major version of Postgres',
  INITDB: 'the first-time set-up of the data failed',
  SOCKET_PATH: 'no folder is short and private enough for a socket',
  START: 'Postgres did not start',
  SUPERVISOR: 'the supervising process did not start',
  DUMP: 'the data could not be dumped',
  DUMP_DAMAGED: 'the dump is truncated or damaged',
  RESTORE_TARGET: 'the target database is not fit for this dump',
} as const;

export type EmbeddedPostgresErrorCode = keyof typeof embeddedPostgresErrors;

/** A failure with a message of one line that also names the mend. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(
    readonly code: EmbeddedPostgresErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message.replace(/\s*\n\s*/g, ' ').trim(), options);
  }
}

/** The message of anything thrown, on one line. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error);
  return message.replace(/\s*\n\s*/g, ' ').trim();
}

/** The operating system's code (`ENOENT`, `EACCES`), if the error carries one. */
export function systemCode(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
