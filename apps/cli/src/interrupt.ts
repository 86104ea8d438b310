/** `npm run` passes Ctrl-C on to a process that the terminal has told already: within this time, in milliseconds, two are one. */
const echoMs = 1_000;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `first` when the process is asked to stop and `again` when it is asked once more. Returns what ends that. */
export function onInterrupt(first: () => void, again: () => void): () => void {
  let asked: number | undefined;
  const listener = () => {
    if (asked === undefined) {
      asked = performance.now();
      first();
    } else if (performance.now() - asked > echoMs) again();
  };
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
