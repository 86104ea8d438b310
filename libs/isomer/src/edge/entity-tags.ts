import { createHash } from 'node:crypto';
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { edgeRoute } from './route-config';

/** A field of an answer that counts the changes of what it shows. */
type Revised = Record<string, unknown> | null;

const property = Symbol('revision');
type Tagged = FastifyReply & { [property]?: number };

/**
 * Tags what is answered (RFC 9110, 8.8.3): with its revision, if its route has one, and a digest of what was sent, which
 * knows also what changes without a revision, such as the name of an author. Answers 304 to who has that already.
 */
export function tagAnswers(fastify: FastifyInstance): void {
  fastify.decorateReply(property, undefined);
  fastify.addHook('preSerialization', (request, reply: Tagged, payload, done) => {
    const { revision } = edgeRoute(request);
    const value = revision === undefined ? undefined : (payload as Revised)?.[revision];
    if (typeof value === 'number') reply[property] = value;
    done(null, payload);
  });
  fastify.addHook('onSend', (request, reply: Tagged, payload, done) => {
    const { [property]: revision } = reply;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!(typeof payload === 'string' || Buffer.isBuffer(payload)) || reply.statusCode >= 300)
      return done(null, payload);
    if (!reads && revision === undefined) return done(null, payload);
    const tag = tagOf(payload, revision);
    void reply.header('ETag', tag);
    if (!reads) return done(null, payload);
    if (!reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', cacheControl(request));
    if (!isAmong(request.headers['if-none-match'], tag)) return done(null, payload);
    reply.code(304).removeHeader('Content-Length').removeHeader('Content-Type');
    done(null, null);
  });
}

/**
 * The revisions that the caller has in mind, from `If-Match`; undefined if any will do. A tag that is none of ours is of
 * no revision. For a call that takes them as `ifRevision`.
 */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) =>
  revisionsOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

export function revisionsOf(header: string | undefined): number[] | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const found = [...header.matchAll(/"(\d{1,9})-[\w-]*"/g)].map(([, revision]) => Number(revision));
  return found.slice(0, 100);
}

function tagOf(payload: string | Buffer, revision: number | undefined): string {
  const digest = createHash('sha1').update(payload).digest('base64url');
  return revision === undefined ? `"${digest}"` : `"${revision}-${digest}"`;
}

/** What is shown to one person is not kept for another, and nothing is shown again without asking whether it still holds. */
function cacheControl({ headers }: FastifyRequest): string {
  return headers.authorization === undefined ? 'no-cache' : 'private, no-cache';
}

/** Compared as weak ones, as a read may be (RFC 9110, 13.1.2). */
function isAmong(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const known: string[] = header.match(/"[^"]*"/g) ?? [];
  return header.trim() === '*' || known.includes(tag);
}
