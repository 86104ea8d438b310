import { Logger } from '@nestjs/common';

/** Collects what the framework logs, instead of printing it, while the tests of a file run. */
export function collectLog(): string[] {
  const lines: string[] = [];
  const write = (message: unknown) => void lines.push(String(message));
  // Before each: whoever makes a Nest application makes it the logger of all.
  beforeEach(() =>
    Logger.overrideLogger({
      log: write,
      error: write,
      warn: write,
      debug: write,
      verbose: write,
      fatal: write,
    }),
  );
  afterEach(() => void lines.splice(0));
  afterAll(() => Logger.overrideLogger(true));
  return lines;
}
