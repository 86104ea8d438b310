/** After how many failures, and how long, somebody must wait; and how long the failures are remembered. In seconds. */
export interface Delays {
  from: number;
  first: number;
  longest: number;
  rememberedFor: number;
}

/** For one account from one network. An owner who comes from elsewhere never waits for it. */
export const pairDelays: Delays = { from: 5, first: 5, longest: 900, rememberedFor: 3_600 };

/** For all accounts from one network, which many people may share. */
export const networkDelays: Delays = { from: 50, first: 1, longest: 60, rememberedFor: 1_800 };

/** Twice as long after each failure. */
export function secondsAfter(failures: number, { from, first, longest }: Delays): number {
  return failures < from ? 0 : Math.min(longest, first * 2 ** (failures - from));
}
