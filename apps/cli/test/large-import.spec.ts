import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isomer } from './harness/program';
import { Sandbox } from './harness/sandbox';

const megabyte = 1024 * 1024;

/** An export of so many bytes of which nothing will be imported, so that reading it is nearly all there is to do. */
function writeSpam(file: string, bytes: number): number {
  const out = openSync(file, 'w');
  let comments = 0;
  let part =
    '<disqus xmlns:dsq="http://disqus.com/disqus-internals"><thread dsq:id="1"><link>https://blog.test/</link></thread>\n';
  for (let written = 0; written < bytes; part = '') {
    for (let i = 0; i < 1_000; i++, comments++) {
      const id = 6_000_000_000 + comments;
      part += `<post dsq:id="${id}"><message>x</message><isSpam>true</isSpam><thread dsq:id="1"/><parent dsq:id="${id - 1}"/></post>\n`;
    }
    written += writeSync(out, part);
  }
  writeSync(out, '</disqus>');
  closeSync(out);
  return comments;
}

describe('an export of any size', () => {
  const sandbox = new Sandbox();
  afterAll(() => sandbox.clean());

  /** Most memory that the program had at one time, in megabytes. */
  async function peakOf(megabytes: number): Promise<number> {
    const file = join(sandbox.folder, `${megabytes}.xml`);
    const peak = join(sandbox.folder, `${megabytes}.peak.cjs`);
    const comments = writeSpam(file, megabytes * megabyte);
    sandbox.write({
      [`${megabytes}.peak.cjs`]:
        'process.on("exit", () => process._rawDebug(`peak ${process.resourceUsage().maxRSS}`));',
    });
    const env = { ...sandbox.env, NODE_OPTIONS: `--require ${peak}` };
    const { code, stdout, stderr } = await isomer(['import', 'disqus', file, '--dry-run'], env);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Skipped ${comments.toLocaleString('en')}: marked as spam`),
    });
    return Number(/^peak (\d+)$/m.exec(stderr)![1]) / 1024;
  }

  test('is read in little more memory than a small one', async () => {
    const small = await peakOf(4);
    expect((await peakOf(40)) - small).toBeLessThan(100);
  }, 600_000);
});
