import { banner } from './banner';
import { startPlatform } from './start-platform';

/** Starts the platform, says where it is, and stops it in order when asked to. */
export async function run(): Promise<void> {
  try {
    const platform = await startPlatform(process.env, (line) => console.log(line));
    console.log(banner(platform));
    stopOnSignal(() => platform.close());
  } catch (error) {
    // A line is what a person needs; a stack is for LOG_LEVEL=debug.
    console.error(process.env.LOG_LEVEL === 'debug' ? error : (error as Error).message);
    process.exit(1);
  }
}

function stopOnSignal(close: () => Promise<void>): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    console.log(`Stopping on ${signal}.`);
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
