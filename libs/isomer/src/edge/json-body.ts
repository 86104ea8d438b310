import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { httpSentences } from './http-sentences';

const { badName, noJson, noUtf8, tooDeep } = httpSentences[400];

/** Takes JSON in UTF-8 alone, as it is: anything else would be read as what it is not. */
export function readJson(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser('text/plain');
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (!isPlain(request)) return done(httpError(415, httpSentences[415].noJsonType));
    if (body.length === 0) return done(null, undefined);
    if (!isUtf8(body)) return done(httpError(400, noUtf8));
    void parse(request, body.toString(), (error, value: unknown) => {
      if (error) return done(httpError(400, isJson(body) ? badName : noJson));
      done(isDeeperThan(mostLevels, value) ? httpError(400, tooDeep) : null, value);
    });
  });
}

/** What looks into a value calls itself for each level: many more would be more than the stack has room for. */
const mostLevels = 100;

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeperThan(levels - 1, each));
}

/** Whether what the parser refused is JSON all the same: then it has a name that could change more than itself. */
function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
}

function isPlain({ headers }: FastifyRequest): boolean {
  const encoding = headers['content-encoding'] ?? 'identity';
  const charset = /;\s*charset="?([^\s;"]*)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  return encoding.toLowerCase() === 'identity' && /^utf-?8$/i.test(charset);
}

function httpError(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}
