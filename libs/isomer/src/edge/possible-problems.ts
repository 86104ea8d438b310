import { authenticated, everyone } from '../contract/access';
import type { Call } from '../contract/contract';
import type { AnyErrorClass, CallError } from '../contract/errors';
import {
  Aborted,
  DeadlineExceeded,
  IdempotencyKeyReused,
  Internal,
  InvalidArgument,
  Outdated,
  PermissionDenied,
  ResourceExhausted,
  Unauthenticated,
  Unavailable,
  type Violation,
} from '../contract/framework-errors';
import { sentences } from '../contract/sentences';
import { httpSentences } from './http-sentences';
import { type Problem, httpProblem, problemOf } from './problem';

/** A problem that an operation may answer, as it would, and what it says whatever its details are. */
export interface PossibleProblem {
  problem: Problem;
  says: string;
}

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const errorId = '6f1c2b7e-3d54-4a0b-9e63-2f8c7d1a5b40';

/**
 * Every problem that a request for `call` may be answered with, made by what makes the real ones. Its `instance` is
 * left empty: the path is known to the document.
 * @param refused what is said of an input that breaks the schemas of the operation, if it has any
 * @param ifMatch whether it looks at `If-Match`
 * @param takesBody whether a body is part of it, as of a read that asks for much
 */
export function possibleProblems(
  call: Call,
  { refused, ifMatch, takesBody }: { refused: Violation[] | undefined; ifMatch: boolean; takesBody: boolean },
): PossibleProblem[] {
  const command = call.kind === 'command';
  const readsBody = command || takesBody;
  return [
    ...(refused ? [framework(new InvalidArgument(sentences.notValid, { violations: refused }))] : []),
    ...(readsBody ? [http(400, httpSentences[400].noJson)] : []),
    ...(call.access === everyone ? [] : [framework(new Unauthenticated(sentences.logIn))]),
    framework(new Unauthenticated(sentences.badToken)),
    ...(isOpen(call) ? [] : [framework(new PermissionDenied(sentences.notYours))]),
    ...(call.errors as AnyErrorClass[]).map(declared),
    ...(ifMatch ? [framework(new Outdated(sentences.outdated))] : []),
    ...(command ? [framework(new Aborted(sentences.conflict, { retryAfterMs: 50 }))] : []),
    ...(readsBody ? [http(413, httpSentences[413].tooLarge), http(415, httpSentences[415].noJsonType)] : []),
    ...(call.idempotent ? [framework(new IdempotencyKeyReused(sentences.keyReused))] : []),
    framework(new ResourceExhausted(sentences.tooMany, { retryAfterMs: 20_000 })),
    framework(new ResourceExhausted(sentences.noConnection, { retryAfterMs: 1_000 })),
    framework(new Internal(sentences.internal, { id: errorId })),
    framework(new Unavailable(sentences.noDatabase, { retryAfterMs: 1_000 })),
    framework(new DeadlineExceeded(sentences.deadline)),
  ];
}

/** Whether whoever is logged in may call it, at least. */
function isOpen({ access }: Call): boolean {
  return access === everyone || access === authenticated;
}

function framework(error: CallError): PossibleProblem {
  return { problem: problemOf(error, '', traceId), says: error.message };
}

function http(status: number, detail: string): PossibleProblem {
  return { problem: httpProblem(status, detail, '', traceId), says: detail };
}

/** Its details are those that their schema gives as an example. */
function declared(type: AnyErrorClass): PossibleProblem {
  const [details = {}] = (type.schema.meta()?.examples ?? []) as object[];
  return { problem: problemOf(new type(details as never), '', traceId), says: type.template };
}
