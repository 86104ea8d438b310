import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ConnectionError, FastifyInstance } from 'fastify';
import { newTraceId } from '../call/call-context';
import { httpSentences } from './http-sentences';
import { type Problem, httpProblem, pathOf, problemType, sendProblem } from './problem';

/** Answers what cannot be read as HTTP, and so never becomes a request to Fastify. */
export function answerMalformed(error: ConnectionError, socket: Duplex): void {
  if (error.code !== 'ECONNRESET' && socket.writable) writeProblem(socket, problemIn(error));
  socket.destroy(error);
}

/** Answers the requests that Node keeps to itself: those with other expectations, and those to a proxy. */
export function answerUnserved(server: Server): void {
  server.on('checkExpectation', ({ url }: IncomingMessage, response: ServerResponse) => {
    const problem = bare(417, httpSentences[417].expectation, url);
    // What would follow is the body that we were to be asked for.
    response
      .writeHead(417, { 'Content-Type': problemType, Connection: 'close' })
      .end(JSON.stringify(problem));
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    writeProblem(socket, bare(501, httpSentences[501].unknownMethod));
    socket.destroy();
  });
}

/** Refuses HTTP/1.1 without `Host` (RFC 9112), which Node would do without a word. */
export function refuseWithoutHost(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { headers, httpVersion } = request.raw;
    if (headers.host !== undefined || httpVersion === '1.0') return done();
    sendProblem(request, reply, 400, httpSentences[400].noHost);
  });
}

const requestLine = /^[\w!#$%&'*+.^`|~-]+ (\/[\x21-\x7e]*) HTTP\/1\.[01]\r?\n/;

function problemIn({ code, rawPacket }: ConnectionError): Problem {
  // What was being read: the request from its start, if it is short.
  const read = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : '';
  const path = requestLine.exec(read)?.[1];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return bare(408, httpSentences[408].slow, path);
  if (code === 'HPE_HEADER_OVERFLOW') return bare(431, httpSentences[431].longHeaders, path);
  if (code === 'HPE_INVALID_METHOD' && path) return bare(501, httpSentences[501].unknownMethod, path);
  return bare(400, httpSentences[400].notHttp, path);
}

function bare(status: number, detail: string, url = ''): Problem {
  return httpProblem(status, detail, pathOf(url), newTraceId());
}

function writeProblem(socket: Duplex, problem: Problem): void {
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
}
