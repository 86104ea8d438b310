// @ts-check
/**
 * Nest, Fastify and the loaders of native addons ask at run time for modules that an application may not have
 * (amqplib, class-validator, the addon for another platform). esbuild refuses or leaves out what it cannot
 * resolve; here such an import becomes a module that throws what Node throws, so that `try { require(…) } catch`
 * goes on as it does outside the executable. An import that our own code cannot resolve stays an error.
 */
const { builtinModules } = require('node:module');

const CHECKED = Symbol('checked');
/** Packages, and an addon beside its loader. Other relative paths are not optional, and checking them is slow. */
const OPTIONAL = /^[@a-zA-Z][^:]*$|\.node$|\.wasi\.cjs$/;

/** @param {Set<string>} absent filled with the names found missing @returns {import('esbuild').Plugin} */
exports.absentModules = (absent) => ({
  name: 'absent-modules',
  setup(build) {
    build.onResolve({ filter: OPTIONAL }, async (args) => {
      if (args.pluginData === CHECKED || builtinModules.includes(args.path)) return undefined;
      const { importer, namespace, resolveDir, kind } = args;
      const found = await build.resolve(args.path, {
        importer,
        namespace,
        resolveDir,
        kind,
        pluginData: CHECKED,
      });
      if (found.errors.length === 0) return found;
      if (!importer.includes('node_modules')) return { errors: found.errors };
      absent.add(args.path);
      return { path: args.path, namespace: 'absent' };
    });
    build.onLoad({ filter: /.*/, namespace: 'absent' }, ({ path }) => ({
      contents: `throw Object.assign(new Error(${JSON.stringify(`Cannot find module '${path}'`)}), { code: 'MODULE_NOT_FOUND' });`,
    }));
  },
});
