import { type Api, apiOf } from './api';

/** Variable in which the run's set-up names the topologies that it has booted: `[{ name, url }]` as JSON. */
export const topologiesVariable = 'ISOMER_TEST_TOPOLOGIES';

export interface TopologyUnderTest {
  name: string;
  url: string;
  api: Api;
}

/** Runs a suite once in each topology that this run has booted. What passes in one and not in another is a framework bug. */
export function inEveryTopology(name: string, suite: (topology: TopologyUnderTest) => void): void {
  const booted = JSON.parse(process.env[topologiesVariable] ?? '[]') as { name: string; url: string }[];
  if (booted.length === 0) throw new Error('No topology is running: run `npm test`, which boots them');
  describe.each(booted)(`$name: ${name}`, ({ name: topology, url }) =>
    suite({ name: topology, url, api: apiOf(url) }),
  );
}
