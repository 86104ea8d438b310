export { apiOf, type Answer, type Api } from './api';
export { type BootedContext, bootContext, testPublicUrl } from './boot-context';
export { emptyDatabase } from './database';
export { type Fake, fake } from './fake';
export { type TopologyUnderTest, inEveryTopology } from './every-topology';
export { callsThatReadMuch } from './plans';
export { type Road, roadTo } from './road';
export { type ProcessPlacement, type Topology, bootTopology, freePort } from './topology';
export { until } from './until';
