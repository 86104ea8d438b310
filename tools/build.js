// @ts-check
/**
 * `npm run build`: compiles beside dist/ and takes its place when it is whole. So an interrupted build leaves the
 * last one as it was, and two at once end well. The folder is next to dist/ because source maps are relative.
 */
const { spawnSync } = require('node:child_process');
const {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} = require('node:fs');
const { join, relative } = require('node:path');

const root = join(__dirname, '..');
const dist = join(root, 'dist');
/** In a dist/ that is whole. Its time is when the build began: what has changed since may not be in it. */
const mark = join(dist, '.complete');
const sources = ['apps', 'libs', 'package-lock.json', 'nest-cli.json', 'tsconfig.json', '.swcrc'];

/** Latest change below a path, in milliseconds since 1970. @param {string} path @returns {number} */
function lastChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return path.endsWith('.spec.ts') ? 0 : stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => lastChange(join(path, name))));
}

/** Whether dist/ is whole and of these sources. One that came without sources, as in an image, is taken as it is. */
exports.isBuilt = function isBuilt() {
  if (!existsSync(join(root, 'apps'))) return true;
  const began = statSync(mark, { throwIfNoEntry: false })?.mtimeMs;
  return began !== undefined && sources.every((name) => lastChange(join(root, name)) < began);
};

/** Returns what the compiler said. @throws Error with what it said, if it failed */
exports.build = function build() {
  removeAbandoned();
  const began = new Date();
  const draft = `${dist}.${process.pid}`;
  makeFolder(draft);
  try {
    const said = compile(draft);
    writeFileSync(join(draft, '.complete'), '');
    utimesSync(join(draft, '.complete'), began, began);
    replace(draft);
    return said;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
};

/** @param {string} path */
function makeFolder(path) {
  try {
    mkdirSync(path);
  } catch (error) {
    const { uid } = statSync(root);
    const mend = `${root} belongs to user ${uid}: build as that user, or free some space there`;
    throw new Error(`The build has no place (${/** @type {Error} */ (error).message}): ${mend}`);
  }
}

/** @param {string} outDir */
function compile(outDir) {
  const configuration = require(join(root, 'nest-cli.json'));
  const { builder } = configuration.compilerOptions;
  const own = { ...builder, options: { ...builder.options, outDir } };
  const file = join(outDir, 'nest-cli.json');
  const compilerOptions = { ...configuration.compilerOptions, builder: own, deleteOutDir: false };
  writeFileSync(file, JSON.stringify({ ...configuration, compilerOptions }));
  const nest = require.resolve('@nestjs/cli/bin/nest.js', { paths: [root] });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [nest, 'build', 'platform', '--config', relative(root, file)],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${stdout}${stderr}\nThe build failed, see above. dist/ is as it was.`);
  rmSync(file);
  return `${stdout}${stderr}`;
}

/** Another build may put its own there between the two renames: then that one is replaced. @param {string} draft */
function replace(draft) {
  const old = `${draft}.old`;
  for (let attempt = 0; ; attempt++) {
    try {
      if (existsSync(dist)) renameSync(dist, old);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    try {
      renameSync(draft, dist);
      return remove(old);
    } catch (error) {
      if (attempt > 100 || !['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
    }
    remove(old);
  }
}

/** What root has built is root's to remove, which is no reason to fail. @param {string} folder */
function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    console.error(`${folder} could not be removed (${codeOf(error)}): sudo rm -r ${folder}`);
  }
}

/** What a build that was killed has left. */
function removeAbandoned() {
  for (const name of readdirSync(root)) {
    const pid = Number(/^dist\.(\d+)(\.old)?$/.exec(name)?.[1]);
    if (pid && !isRunning(pid)) remove(join(root, name));
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
const codeOf = (error) => String(/** @type {NodeJS.ErrnoException} */ (error).code);

if (require.main === module) {
  try {
    process.stdout.write(exports.build());
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exit(1);
  }
}
