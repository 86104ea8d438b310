// @ts-check
/**
 * Checks folders against the import rules and prints, for each, what was refused. A process of its own because
 * dependency-cruiser is an ES module. Usage: node cruise.mjs <folder>…
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = fileURLToPath(new URL('../..', import.meta.url));
const options = await extractDepcruiseOptions(join(root, '.dependency-cruiser.cjs'));

/** @type {import('./boundaries.spec.ts').Cruised[]} */
const results = [];
for (const folder of process.argv.slice(2)) {
  process.chdir(folder);
  const sources = ['apps', 'libs', 'test', 'tools'].filter((name) => existsSync(join(folder, name)));
  // Most fixtures import by relative paths and have no aliases.
  const fileName = existsSync('tsconfig.json') ? 'tsconfig.json' : undefined;
  const { output } = await cruise(
    sources,
    { ...options, tsConfig: fileName && { fileName } },
    undefined,
    fileName ? { tsConfig: extractTSConfig(fileName) } : {},
  );
  if (typeof output === 'string') throw new Error(output);
  results.push({
    folder,
    modules: output.summary.totalCruised,
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  });
}
process.stdout.write(JSON.stringify(results));
