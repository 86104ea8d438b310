import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const copied = ['package.json', 'nest-cli.json', 'tsconfig.json', '.swcrc'];
const tools = ['build', 'isomer', 'dev', 'dev-program'].map((name) => `tools/${name}.js`);

/** A checkout with these sources in place of ours, in a temporary folder. */
export function checkoutOf(sources: Record<string, string>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'isomer-checkout-')));
  for (const name of ['apps/cli/src', 'apps/platform/src', 'libs', 'tools'])
    mkdirSync(join(folder, name), { recursive: true });
  for (const file of [...copied, ...tools]) copyFileSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, text] of Object.entries(sources)) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}
