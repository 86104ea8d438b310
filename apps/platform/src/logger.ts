import type { Configuration } from '@isomer/framework';
import { ConsoleLogger, type LogLevel } from '@nestjs/common';

const levels: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug'];

/** The log of this process, in colours or not. */
export function loggerOf({ logLevel }: Configuration, colors: boolean): ConsoleLogger {
  const upTo = { fatal: 1, error: 2, warn: 3, info: 4, debug: 5 }[logLevel];
  const logger = new ConsoleLogger({
    logLevels: levels.slice(0, upTo),
    prefix: 'Isomer',
    timestamp: false,
    colors,
  });
  // What Nest says about its own wiring is for whoever debugs it; what it throws besides is said by us.
  for (const level of ['log', 'error'] as const) {
    const write = logger[level];
    logger[level] = (message: unknown, ...rest: unknown[]) => {
      if (logLevel === 'debug' || !wiring.has(String(rest.at(-1)))) write.call(logger, message, ...rest);
    };
  }
  return logger;
}

const wiring = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);
