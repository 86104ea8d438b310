const KEPT = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'XDG_CACHE_HOME',
  'SystemRoot',
  'windir',
  'ComSpec',
  'USERPROFILE',
  'LOCALAPPDATA',
  'APPDATA',
  'PATHEXT',
];

/**
 * What the supervisor and Postgres inherit: nothing that steers them from outside. `PGDATA`, `PGOPTIONS` and the
 * like would change which database they see, `NODE_OPTIONS=--inspect` would fight over a port.
 */
export function cleanEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', ...more };
}
