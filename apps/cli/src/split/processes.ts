/** One process of the split: what it runs. */
export interface PlatformPlacement {
  label: string;
  /** Value of CONTEXTS. */
  contexts: string;
  edge: boolean;
}

/** One process per context, or as many as were asked for; the edge is apart from them. */
export function contextPlacements(replicas: ReadonlyMap<string, number>): PlatformPlacement[] {
  return [...replicas].flatMap(([contexts, count]) =>
    Array.from({ length: count }, (_, i) => ({
      label: count === 1 ? contexts : `${contexts}.${i + 1}`,
      contexts,
      edge: false,
    })),
  );
}

export const edgePlacement: PlatformPlacement = { label: 'edge', contexts: 'none', edge: true };
