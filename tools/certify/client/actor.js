// @ts-check
const { createHash } = require('node:crypto');
const { send } = require('./http.js');
const { lastAnswer } = require('./patience.js');
const { Random } = require('./random.js');

/**
 * `expect` is the status of a success or the code of an error; `unordered` says that other actors decide the order of
 * the items; `patient: false` takes the first answer whatever it is; `key` is the one of an earlier request.
 * @typedef {{ expect?: number | string, token?: string, key?: string, headers?: Record<string, string>, unordered?: boolean, patient?: boolean }} Asking
 * @typedef {{ actor: string, step: number, request: any, answer: any, sentAt: number, receivedAt: number, unordered: boolean }} Entry
 */

/** Somebody who asks one thing after the other, as far as others are concerned; what is answered is written down. */
class Actor {
  step = 0;

  /** @param {import('../scenario/world.js').World} world @param {string} name */
  constructor(world, name) {
    this.world = world;
    this.name = name;
    this.random = new Random(`${world.seed} ${name}`);
  }

  /** @param {string} path @param {Asking} [asking] */
  get(path, asking) {
    return this.send('GET', path, undefined, asking);
  }

  /** @param {string} path @param {unknown} [body] @param {Asking} [asking] */
  post(path, body, asking) {
    return this.send('POST', path, body, asking);
  }

  /** Follows `Link` from page to page. Resolves with all items. @param {string} path @param {Asking} [asking] */
  async pages(path, asking) {
    const items = [];
    for (let next = path; ;) {
      const answer = await this.get(next, asking);
      items.push(...answer.body.items);
      const link = /<([^>]+)>; rel="next"/.exec(answer.headers.link ?? '');
      if (!link) return items;
      next = String(link[1]);
    }
  }

  /** @param {string} method @param {string} path @param {unknown} body @param {Asking} [asking] */
  async send(method, path, body, asking = {}) {
    const { step, key, traceId } = this.#next(asking);
    const headers = {
      'accept-language': this.world.localeOf(this.name),
      traceparent: `00-${traceId}-00000000000000ff-01`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(asking.token === undefined ? {} : { authorization: `Bearer ${asking.token}` }),
      ...(method === 'GET' ? {} : { 'idempotency-key': key }),
      ...asking.headers,
    };
    const text = body === undefined ? undefined : JSON.stringify(body);
    const request = { method, path, body };
    return this.#ask(step, request, asking, () =>
      send(this.world.deployment.url, { method, path, headers, body: text }),
    );
  }

  /**
   * Calls by contract, on behalf of `as`.
   * @param {string} context @param {string} call @param {unknown} input
   * @param {{ as: object } & Asking} asking
   */
  async call(context, call, input, { as, ...asking }) {
    const { step, key: idempotencyKey, traceId } = this.#next(asking);
    const root = {
      operation: 'certify',
      principal: as,
      traceId,
      locale: this.world.localeOf(this.name),
      idempotencyKey,
    };
    const request = { call: `${context}.${call}`, input };
    return this.#ask(step, request, asking, async () => {
      const { id: _, ...answer } = await this.world.deployment.client.ask({ context, call, input, root });
      return answer;
    });
  }

  /** Key of a request of its, for who asks again. @param {number} step */
  keyOf(step) {
    return `${this.world.seed}-${this.name}-${step}`;
  }

  /** Requests under one key are one to whoever traces them, so it does not matter which of them came first. @param {Asking} asking */
  #next({ key: given }) {
    const step = ++this.step;
    const key = given ?? this.keyOf(step);
    const traceId = createHash('sha256').update(key).digest('hex').slice(0, 32);
    this.world.traces.add(traceId);
    return { step, key, traceId };
  }

  /** @param {number} step @param {any} request @param {Asking} asking @param {() => Promise<any>} once @returns {Promise<any>} */
  async #ask(step, request, { expect, unordered = false, patient = true }, once) {
    const sentAt = Date.now();
    const { world, name } = this;
    const patience = !patient ? 'none' : world.isFaulty ? 'all' : 'late';
    const answer = await lastAnswer(once, { patience, again: () => world.askedAgain++ });
    world.answered({ actor: name, step, request, answer, sentAt, receivedAt: Date.now(), unordered });
    const found = outcomeOf(answer);
    if (expect === undefined || found === expect) return answer;
    const what = `${name}, step ${step}: ${request.call ?? `${request.method} ${request.path}`} was answered ${found}, not ${expect}`;
    world.broken('answer', what, answer);
    // What follows needs what was not answered.
    if (typeof expect === 'number' && typeof found !== 'number') throw new Stuck(what);
    return answer;
  }
}

/** The scenario cannot go on; why is among what it has found. */
class Stuck extends Error {}

/** A status, or the code of an error. @param {any} answer @returns {number | string} */
function outcomeOf(answer) {
  if (answer.lost !== undefined) return 'lost';
  if (answer.ok !== undefined) return answer.ok ? 200 : answer.error.code;
  return answer.status < 400 ? answer.status : String(answer.body.type).replace('urn:isomer:problem:', '');
}

module.exports = { Actor, Stuck, outcomeOf };
