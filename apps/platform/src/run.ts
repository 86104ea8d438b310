import { banner } from './banner';
import { onInterrupt } from './interrupt';
import { isLaunched, tellLauncher, whenLauncherIsGone } from './launched';
import { whenNpmIsGone } from './npm-parent';
import { startPlatform } from './start-platform';

/** What a process that was asked to stop has to finish its work, in milliseconds. Launchers wait as long. */
export const stopWithinMs = 30_000;

/** Starts the platform, says where it is, and stops it in order when asked to. */
export async function run(): Promise<void> {
  try {
    const platform = await startPlatform(process.env, (line) => console.log(line));
    // Before it is said how to stop.
    stopWhenAsked(() => platform.close());
    if (isLaunched()) tellLauncher({ type: 'running', port: platform.port });
    else console.log(banner(platform));
  } catch (error) {
    // A line is what a person needs; a stack is for LOG_LEVEL=debug.
    console.error(process.env.LOG_LEVEL === 'debug' ? error : (error as Error).message);
    process.exit(1);
  }
}

function stopWhenAsked(close: () => Promise<void>): void {
  const stop = (why: string) => {
    console.log(`Stopping on ${why}.`);
    setTimeout(() => {
      console.error(`Not done after ${stopWithinMs / 1000} s: stopping all the same.`);
      process.exit(1);
    }, stopWithinMs).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  // Who asks twice does not want to wait. SIGHUP is for the system to deal with, as `nohup` tells it.
  const { begin } = onInterrupt(stop, () => process.exit(1), ['SIGINT', 'SIGTERM']);
  whenNpmIsGone(['start'], () => begin("npm's end"));
  whenLauncherIsGone(() => begin("the launcher's end"));
}
