import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/**
 * Under Jest, tsx and the like this library runs from its TypeScript, which a plain Node process cannot. So that
 * tests need no build, the sources are compiled file by file into node_modules/.cache, once per content.
 * Returns the folder that mirrors `src`. Never reached from compiled code.
 */
export function compiledFromSource(): string {
  const source = resolve(__dirname, '..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(spec|d)\.ts$/.test(file))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(source, file)));
  const cache = resolve(source, '../../../node_modules/.cache/embedded-postgres');
  const target = join(cache, hash.digest('hex').slice(0, 16));
  if (existsSync(target)) return target;

  const draft = `${target}.${process.pid}`;
  for (const file of files) compile(join(source, file), join(draft, file.replace(/\.ts$/, '.js')));
  try {
    renameSync(draft, target);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // another worker was first
  }
  return target;
}

function compile(from: string, to: string): void {
  // By variable, so that a bundler does not draw the compiler into the program.
  const compiler = '@swc/core';
  const { transformFileSync } = createRequire(__filename)(compiler) as typeof import('@swc/core');
  const { code } = transformFileSync(from, {
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  });
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, code);
}
