/** A terminal and `npm run` both tell a process of Ctrl-C, and both tell it twice: within this time, in milliseconds, two are one. */
const echoMs = 1_000;

const allSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interrupt {
  /** Stops for another reason than a signal, unless that has begun: such a reason is no second wish of anybody. */
  begin(why: string): void;
  /** Ends the listening. */
  silence(): void;
}

/** Calls `first` when the process is asked to stop and `again` when it is asked once more. */
export function onInterrupt(
  first: (why: string) => void,
  again: () => void,
  signals: readonly (typeof allSignals)[number][] = allSignals,
): Interrupt {
  let asked: number | undefined;
  const begin = (why: string) => {
    if (asked !== undefined) return;
    asked = performance.now();
    first(why);
  };
  const listener = (signal: string) => {
    if (asked === undefined) begin(signal);
    else if (performance.now() - asked > echoMs) again();
  };
  for (const signal of signals) process.on(signal, listener);
  const silence = () => {
    for (const signal of signals) process.off(signal, listener);
  };
  return { begin, silence };
}
