import { type Api, apiOf } from './api';

/** Variable in which the run's set-up names the topologies that it has booted: `[{ name, url, env }]` as JSON. */
export const topologiesVariable = 'ISOMER_TEST_TOPOLOGIES';

export interface TopologyUnderTest {
  name: string;
  url: string;
  /** Variables of a program beside it, which calls its contexts. */
  env: NodeJS.ProcessEnv;
  api: Api;
}

/** Runs a suite once in each topology that this run has booted. What passes in one and not in another is a framework bug. */
export function inEveryTopology(name: string, suite: (topology: TopologyUnderTest) => void): void {
  const booted = JSON.parse(process.env[topologiesVariable] ?? '[]') as Omit<TopologyUnderTest, 'api'>[];
  if (booted.length === 0) throw new Error('No topology is running: run `npm test`, which boots them');
  describe.each(booted)(`$name: ${name}`, ({ name: topology, url, env }) =>
    suite({ name: topology, url, env, api: apiOf(url) }),
  );
}
