import type { ControlServer } from './control-server';

/**
 * A service manager signals every process of a service at once, while the others still finish requests that need
 * the database. So the first signal means "when the last user leaves", the second "now".
 */
export function drainOnSignal(control: ControlServer): void {
  let asked = false;
  const onSignal = () => {
    if (asked) control.users.stopNow();
    else control.users.stopWithoutGrace();
    asked = true;
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  process.on('SIGHUP', () => control.log('the terminal is gone; the database stays'));
}
