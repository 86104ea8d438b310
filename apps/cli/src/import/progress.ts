import { SingleBar } from 'cli-progress';

export interface Progress {
  step(by?: number): void;
  end(): void;
}

/** A bar on a terminal; elsewhere a line at every tenth of the way. */
export function showProgress(total: number, out: NodeJS.WriteStream, unit = 'files'): Progress {
  return out.isTTY ? bar(total, out, unit) : lines(total, out, unit);
}

function bar(total: number, out: NodeJS.WriteStream, unit: string): Progress {
  const started = performance.now();
  const single = new SingleBar({
    stream: out,
    format: `{bar} {percentage}% | {value} of {total} ${unit} | {rate} ${unit}/s | {eta_formatted} left`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    fps: 10,
  });
  let done = 0;
  single.start(total, 0, { rate: 0 });
  return {
    step: (by = 1) =>
      single.update((done += by), { rate: Math.round((done * 1_000) / (performance.now() - started)) }),
    end: () => single.stop(),
  };
}

function lines(total: number, out: NodeJS.WriteStream, unit: string): Progress {
  let done = 0;
  return {
    step: (by = 1) => {
      const before = tenth(done, total);
      done += by;
      if (tenth(done, total) > before) out.write(`${tenth(done, total)}0%: ${done} of ${total} ${unit}\n`);
    },
    end: () => undefined,
  };
}

const tenth = (done: number, total: number) => Math.floor((done * 10) / total);
