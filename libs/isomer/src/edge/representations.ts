import type { FastifyInstance, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { stringify } from 'yaml';
import { edgeRoute } from './route-config';
import { toXml } from './xml';

type Write = (answer: unknown, name: string) => string;

/** What a read is answered as. The first is taken by who names none of them. */
const written: Record<string, Write | undefined> = {
  'application/json': undefined,
  'application/xml': toXml,
  'application/yaml': (answer) => stringify(answer, { aliasDuplicateObjects: false }),
};
export const mediaTypes = Object.keys(written);

/** Answers reads in the form that `Accept` prefers (RFC 9110, 12.5.1). Problems stay JSON. */
export function representAnswers(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    const { named } = edgeRoute(request);
    if (named === undefined || reply.statusCode >= 300) return done(null, payload);
    void reply.header('Vary', vary(reply.getHeader('Vary')));
    const type = preferred(request);
    const write = written[type];
    if (write) {
      void reply.header('Content-Type', `${type}; charset=utf-8`);
      void reply.serializer((answer: unknown) => write(answer, named));
    }
    done(null, payload);
  });
}

function preferred({ headers: { accept } }: FastifyRequest): string {
  const [json] = mediaTypes as [string];
  // A browser prefers XML to what it does not know, and its user does not.
  if (accept === undefined || accept === '*/*' || accept === json || accept.includes('text/html'))
    return json;
  return new Negotiator({ headers: { accept } }).mediaType(mediaTypes) ?? json;
}

/** Others may have said already on what else it depends. */
function vary(known: number | string | string[] | undefined): string {
  return known === undefined ? 'Accept' : `${String(known)}, Accept`;
}
