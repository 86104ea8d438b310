import { SingleBar } from 'cli-progress';

export interface Progress {
  step(): void;
  end(): void;
}

/** A bar on a terminal; elsewhere a line at every tenth of the way. */
export function showProgress(total: number, out: NodeJS.WriteStream): Progress {
  return out.isTTY ? bar(total, out) : lines(total, out);
}

function bar(total: number, out: NodeJS.WriteStream): Progress {
  const started = performance.now();
  const single = new SingleBar({
    stream: out,
    format: '{bar} {percentage}% | {value} of {total} files | {rate} files/s | {eta_formatted} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    fps: 10,
  });
  let done = 0;
  single.start(total, 0, { rate: 0 });
  return {
    step: () => single.update(++done, { rate: Math.round((done * 1_000) / (performance.now() - started)) }),
    end: () => single.stop(),
  };
}

function lines(total: number, out: NodeJS.WriteStream): Progress {
  let done = 0;
  return {
    step: () => {
      const before = tenth(done, total);
      if (tenth(++done, total) > before) out.write(`${tenth(done, total)}0%: ${done} of ${total} files\n`);
    },
    end: () => undefined,
  };
}

const tenth = (done: number, total: number) => Math.floor((done * 10) / total);
