import { ErrorReply } from 'redis';
import { TransportError } from '../transport-error';

/** A Redis that answers but must not be used, or a URL that does not fit it: no waiting mends that. */
export class RedisRefused extends Error {
  override readonly name = 'RedisRefused';
}

/** NOPERM with what was refused, which Redis leaves out where it is a key. */
export class NotAllowed extends ErrorReply {
  constructor(reply: ErrorReply, args: readonly string[]) {
    super(`${reply.message.replace(/\.$/, '')} (${[args[0], ...keysOf(args)].join(' ')})`);
  }
}

function keysOf(args: readonly string[]): readonly string[] {
  const streams = args.indexOf('STREAMS') + 1;
  if (streams > 0) return args.slice(streams, streams + (args.length - streams) / 2);
  if (args[0] === 'XGROUP' || args[0] === 'XINFO') return args.slice(1, 3);
  return args.slice(1, 2);
}

/** Redis understood the command and said no, so nothing was done. Anything else leaves that open. */
export function isErrorReply(error: unknown): error is ErrorReply {
  return error instanceof ErrorReply;
}

function replies(error: unknown, pattern: RegExp): error is ErrorReply {
  return isErrorReply(error) && pattern.test(error.message);
}

/** The stream or its group is gone: FLUSHALL, an empty failover, an operator. */
export function isGroupGone(error: unknown): boolean {
  return replies(error, /^(NOGROUP|UNBLOCKED)/);
}

export function isNotAllowed(error: unknown): error is ErrorReply {
  return replies(error, /^NOPERM/);
}

/** This node is the wrong one now, or not ready: to look again for the right one is what helps. */
export function isMisplaced(error: unknown): boolean {
  return replies(error, /^(MOVED|READONLY|MASTERDOWN|CLUSTERDOWN|LOADING)/);
}

/** Redis said no, and may say yes soon without anybody changing what is asked. */
export function isPassing(error: unknown): boolean {
  return isMisplaced(error) || replies(error, /^(ASK|TRYAGAIN|OOM|MISCONF|NOREPLICAS)/);
}

/** Nobody's waiting helps: somebody has to change the URL, the rights or the settings. */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof RedisRefused ||
    replies(error, /^(NOAUTH|WRONGPASS|NOPERM|ERR AUTH)/) ||
    tlsProblem(error) !== undefined
  );
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.map(messageOf).join('; ');
  }
  // Not instanceof: an error may come from another realm.
  const { message, name } = (error ?? {}) as Partial<Error>;
  return message || name || String(error);
}

const EXPLANATIONS: [reply: RegExp, meaning: string][] = [
  [/^NOAUTH/, 'it wants a password, and the URL has none'],
  [/^(WRONGPASS|ERR AUTH)/, 'it does not take this user and password'],
  [/^NOPERM/, 'this user may not do what is needed'],
  [/^OOM/, 'its memory is full (maxmemory)'],
  [/^LOADING/, 'it is still loading its data'],
  [/^(READONLY|MASTERDOWN)/, 'it is a replica now'],
  [/^(MOVED|ASK|TRYAGAIN)/, 'the keys move to another node of the Cluster'],
  [/^CLUSTERDOWN/, 'the Cluster lacks a node'],
  [/^NOSCRIPT/, 'it has forgotten a script'],
  [/^(NOGROUP|UNBLOCKED)/, 'the stream or its group is gone'],
  [/^MISCONF/, 'it cannot save its data'],
];

/** What went wrong, in words that tell one cause from another; with what Redis said. */
export function explain(error: unknown): string {
  const message = messageOf(error);
  const tls = tlsProblem(error);
  if (tls !== undefined) return `${tls} (${message})`;
  const known = isErrorReply(error) ? EXPLANATIONS.find(([reply]) => reply.test(message)) : undefined;
  return known ? `${known[1]} (${message})` : message;
}

function tlsProblem(error: unknown): string | undefined {
  const code = String((error as { code?: unknown } | undefined)?.code);
  if (/SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_UNTRUSTED/.test(code)) {
    return 'its TLS certificate is not trusted: name who signed it with ?ca=<file>';
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'its TLS certificate is for another name: give that with ?servername=<name>';
  }
  if (/^CERT_/.test(code)) return 'its TLS certificate is not valid';
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST/.test(code)) {
    return 'it does not speak TLS: write redis:// instead of rediss://';
  }
  return undefined;
}

export function redisUnavailable(address: string, cause: unknown, mayHaveRun: boolean): TransportError {
  const retryAfterMs = isPassing(cause) ? 1_000 : undefined;
  return new TransportError('Unavailable', `Redis at ${address} is unavailable: ${explain(cause)}`, {
    mayHaveRun,
    retryAfterMs,
    cause,
  });
}

/** `error` as the transport reports it, left alone if it is one of the transport's already. */
export function failureOf(error: unknown, mayHaveRun: boolean, address: string): TransportError {
  return error instanceof TransportError ? error : redisUnavailable(address, error, mayHaveRun);
}
