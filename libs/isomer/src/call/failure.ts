import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { CallError, type AnyErrorClass } from '../contract/errors';
import { Internal, frameworkErrors } from '../contract/framework-errors';
import { sentences } from '../contract/sentences';
import { databaseFailure } from '../persistence/database-failure';
import type { CallContext } from './call-context';
import { Seldom } from './seldom';

const log = new Logger('Calls');
const warnings = new Seldom((line) => log.warn(line), 5_000);

/** Framework errors that say the same to whoever is further up, when they come out of a nested call. */
const passedOn = new Set([
  'permission-denied',
  'unauthenticated',
  'resource-exhausted',
  'aborted',
  'cancelled',
  'unavailable',
  'deadline-exceeded',
]);
const framework = new Set(frameworkErrors.map(({ code }) => code));

/**
 * The error that leaves a served call: as thrown if the contract or the framework declares it, otherwise
 * `Internal` with an id under which the cause is logged here and nowhere else.
 */
export function failure(error: unknown, declared: readonly AnyErrorClass[], context: CallContext): CallError {
  const known = error instanceof CallError ? error : databaseFailure(error);
  if (known) {
    const nested = known.operation !== undefined;
    const allowed = framework.has(known.code)
      ? !nested || passedOn.has(known.code) || known instanceof Internal
      : declared.some(({ code }) => code === known.code);
    if (allowed) {
      if (known !== error)
        warnings.tell(
          known.message,
          `${context.operation}, trace ${context.traceId}: ${known.message}: ${String(error)}`,
        );
      return known;
    }
  }
  const id = randomUUID();
  log.error(`${context.operation} failed (${id}, trace ${context.traceId}): ${describe(error)}`);
  const internal = new Internal(sentences.internal, { id });
  internal.mayHaveRun = true;
  return internal;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
