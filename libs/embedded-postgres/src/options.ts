/** Where the data is and how to start the database over it. */
export interface OpenOptions {
  /** The folder that is the database: made if absent, owned by this library. */
  dataDir: string;
  /** Hears, a line at a time, what is worth telling whoever starts the program. */
  log?: (line: string) => void;
  /** A folder with `bin`, `lib` and `share`, instead of the npm package (a single executable unpacks its own). */
  binariesDir?: string;
  /** Where the binaries are copied when they cannot be used in place. Default: /var/cache/isomer or ~/.cache/isomer. */
  cacheDir?: string;
  /** Where root keeps data that `nobody` could not reach in `dataDir`. Default: /var/lib/isomer. */
  stateDir?: string;
  /** How long the database outlives its last user, in milliseconds, so that a restart is cheap. Default: 500. */
  graceMs?: number;
}

/** What the supervisor is told, as JSON in its environment. Paths are absolute and real. */
export interface SupervisorOptions {
  dataDir: string;
  graceMs: number;
  binariesDir?: string;
  cacheDir?: string;
  stateDir?: string;
  /** File of the program that opens the database: the binaries' package is looked up from it. */
  resolveFrom: string;
}
