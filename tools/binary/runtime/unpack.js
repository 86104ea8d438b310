// @ts-check
/**
 * Runs first in the executable: puts the files it carries into a cache folder named after their content, once,
 * and tells the embedded database where its binaries are.
 */
const {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} = require('node:fs');
const { homedir, userInfo } = require('node:os');
const { dirname, join, resolve } = require('node:path');
const { getAsset, getRawAsset } = require('node:sea');
const { gunzipSync } = require('node:zlib');

/** @type {import('../assets.js').Manifest} */
const manifest = JSON.parse(getAsset('manifest', 'utf8'));
/** @type {string | undefined} */
let unpacked;

/** To be called before the application is loaded. */
exports.prepare = function prepare() {
  // The embedded database's supervisor is this executable once more. It was told where the binaries are.
  if (process.env.ISOMER_EMBEDDED_POSTGRES_SUPERVISOR) return;
  if (manifest.postgres) process.env.ISOMER_POSTGRES_BINARIES ??= carried('postgres');
};

/** @param {string} name @returns {string} where a carried file or folder lies */
function carried(name) {
  unpacked ??= unpack();
  return join(unpacked, name);
}
exports.carried = carried;

function unpack() {
  const refusals = [];
  for (const cache of cacheFolders()) {
    try {
      return unpackInto(cache);
    } catch (error) {
      refusals.push(`  ${cache}: ${/** @type {Error} */ (error).message}\n`);
    }
  }
  process.stderr.write(
    `isomer: no folder for the files that this executable carries. Set XDG_CACHE_HOME or DATA_DIR to one that can be written.\n${refusals.join('')}`,
  );
  process.exit(1);
}

/** In order of preference. Root's home is closed to the user whom Postgres runs as, so root has /var/cache. */
function* cacheFolders() {
  const { XDG_CACHE_HOME, LOCALAPPDATA, DATA_DIR } = process.env;
  if (XDG_CACHE_HOME) yield join(resolve(XDG_CACHE_HOME), 'isomer');
  if (LOCALAPPDATA) yield join(LOCALAPPDATA, 'isomer', 'cache');
  else if (process.platform !== 'win32' && userInfo().uid === 0) yield '/var/cache/isomer';
  else yield join(homedir(), '.cache', 'isomer');
  if (DATA_DIR) yield join(resolve(DATA_DIR), 'cache');
}

/**
 * Complete or absent: written beside its place and renamed into it, so that two processes that start at once,
 * or one that is killed half-way, do no harm.
 * @param {string} cache
 */
function unpackInto(cache) {
  const place = join(cache, manifest.id);
  if (existsSync(place)) return place;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, '.unpacking-'));
  try {
    chmodSync(draft, 0o755);
    for (const { path, asset, mode } of manifest.files) {
      const file = join(draft, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, gunzipSync(Buffer.from(/** @type {ArrayBuffer} */ (getRawAsset(asset)))));
      // Not as an option of writeFile: the umask would take bits away.
      chmodSync(file, mode);
    }
    for (const { path, target } of manifest.links) symlinkSync(target, join(draft, path));
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process won the race: its copy is the same.
    if (!existsSync(place)) throw error;
  }
  return place;
}
