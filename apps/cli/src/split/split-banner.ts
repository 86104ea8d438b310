import { resolve } from 'node:path';
import type { Configuration } from '@isomer/framework';
import { describeRedis } from '@isomer/redis-transport';
import { table } from '../../../platform/src/banner';
import { baseUrl } from '../../../platform/src/base-url';
import { place } from '../../../platform/src/database';
import { version } from '../../../platform/src/version';
import type { ManagedProcess } from './managed-process';
import type { PlatformProcess } from './platform-process';

export interface RunningSplit {
  configuration: Configuration;
  embedded: boolean;
  redis: { url: string; process?: ManagedProcess };
  processes: PlatformProcess[];
  port: number;
}

/** What a person wants to know once the split runs: where it is, which process runs what, how to stop all of it. */
export function splitBanner({ configuration, embedded, redis, processes, port }: RunningSplit): string {
  const base = baseUrl(configuration.host, port);
  const lines: [string, string][] = [
    ['API', `${base}/v1`],
    ['Swagger UI', `${base}/docs`],
    ['Data folder', resolve(configuration.dataDir)],
    ['Redis', `${describeRedis(redis.url)}${redis.process ? `, ours (process ${redis.process.pid})` : ''}`],
    ['Database', embedded ? 'embedded' : databases(configuration)],
  ];
  return [
    '',
    `Isomer ${version} is running, one process per context.`,
    '',
    ...lines.map(([name, value]) => `  ${name.padEnd(12)}${value}`),
    '',
    ...table([['runs', 'process'], ...processes.map(({ process: { label, pid } }) => [label, String(pid)])]),
    '',
    '  Press Ctrl-C to stop all of it.',
    '',
    '',
  ].join('\n');
}

function databases({ databaseUrl, contextDatabaseUrls }: Configuration): string {
  const urls = [...(databaseUrl ? [databaseUrl] : []), ...Object.values(contextDatabaseUrls)];
  return [...new Set(urls.map(place))].join(', ');
}
