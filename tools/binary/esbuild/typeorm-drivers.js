// @ts-check
/**
 * TypeORM requires its drivers by a name held in a variable, which no bundler follows. Ours is `pg`; the other
 * names it tries (pg-native) are answered as missing.
 */
const { readFile } = require('node:fs/promises');

const BY_VARIABLE = /try \{[^{}]*return require\(name\);\s*\}\s*catch \{[^{}]*\}/;
const BY_NAME = `
  if (name === 'pg') return require('pg');
  throw Object.assign(new Error(\`Cannot find module '\${name}'\`), { code: 'MODULE_NOT_FOUND' });
`;

/** @returns {import('esbuild').Plugin} */
exports.typeormDrivers = () => ({
  name: 'typeorm-drivers',
  setup(build) {
    build.onLoad(
      { filter: /node_modules[\\/]typeorm[\\/]platform[\\/]PlatformTools\.js$/ },
      async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!BY_VARIABLE.test(source))
          return { errors: [{ text: 'TypeORM loads its drivers in another way now' }] };
        return { contents: source.replace(BY_VARIABLE, () => BY_NAME), loader: 'js' };
      },
    );
  },
});
