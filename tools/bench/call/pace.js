// @ts-check
const batch = 500;

/**
 * Nanoseconds of processor time that one call takes, one after the other: garbage collection and compilation on other
 * threads are in it, the time that other programs had the processor is not.
 * @param {() => unknown} call awaited if it gives a promise
 * @param {number} ms how long to go on
 */
exports.pace = async function pace(call, ms) {
  globalThis.gc?.();
  const before = process.cpuUsage();
  const end = performance.now() + ms;
  let calls = 0;
  for (; performance.now() < end; calls += batch) {
    for (let i = 0; i < batch; i++) {
      const answer = call();
      if (answer instanceof Promise) await answer;
    }
  }
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1_000) / calls;
};
