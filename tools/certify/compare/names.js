// @ts-check

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/;
const token = /^[\w-]+\.([\w-]+)\.[\w-]+$/;
/** The same in a page. */
const timeWithin = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
/** 32 bytes as base64url: secrets, and what keys are made of. */
const opaque = /^[\w-]{43}$/;
/** The same as a part of a path. */
const opaquePart = /(?<=\/)[\w-]{43}(?=$|[/?#])/g;
/** An entity tag: its revision, if it has one, and a digest, which is of ids and times, too. */
const entityTag = /^"(\d+-)?[\w-]{27}"$/;
const bytes = /^\\x[0-9a-f]+$/;
/** The digest in an `ETag` is of an answer with the ids of the run. */
const tag = /^"(\d+-)?[\w-]{27}"$/;
const password = /^(\$argon2id\$v=\d+\$[^$]+)\$.*$/;

/**
 * Says what a run has in the words of all runs: each of its ids by when it was first met, so that equal words mean that ids
 * can be mapped one to one; times of the run, whose order is checked elsewhere, as `time`.
 */
class Names {
  /** @type {Map<string, string>} */
  known = new Map();
  /** How many there are of each kind. @type {Record<string, number>} */
  counts = {};

  /** @param {{ since: number, url: string }} run */
  constructor({ since, url }) {
    this.since = since;
    this.url = url;
  }

  /** @param {any} value @param {boolean} [learn] whether what it does not know gets a name, or is masked @returns {any} */
  of(value, learn = true) {
    if (typeof value === 'string') return this.#text(value, learn);
    if (Array.isArray(value)) return value.map((each) => this.of(each, learn));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        this.#text(key, learn),
        key === 'next' && typeof each === 'string' ? 'cursor' : this.of(each, learn),
      ]),
    );
  }

  /** @param {string} text @param {boolean} learn */
  #text(text, learn) {
    if (time.test(text)) return Date.parse(text) >= this.since ? 'time' : text;
    if (opaque.test(text)) return this.#name('secret', text, learn);
    if (tag.test(text)) return text.replace(tag, '"$1digest"');
    if (bytes.test(text)) return this.#name('bytes', text, learn);
    const claims = token.exec(text)?.[1];
    if (claims) return this.of(readToken(text, claims), learn);
    return text
      .replace(timeWithin, (each) => (Date.parse(each) >= this.since ? 'time' : each))
      .replace(entityTag, '"$1digest"')
      .replace(opaquePart, (secret) => this.#name('secret', secret, learn))
      .replace(password, '$1$password')
      .replaceAll(this.url, 'http://edge')
      .replaceAll(encodeURIComponent(this.url), 'http://edge')
      .replace(/cursor=[\w%-]+/g, 'cursor=cursor')
      .replace(uuid, (id) => this.#name('id', id, learn));
  }

  /** @param {string} kind @param {string} what @param {boolean} learn */
  #name(kind, what, learn) {
    const known = this.known.get(what);
    if (known !== undefined || !learn) return known ?? `a new ${kind}`;
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    const name = `${kind} ${this.counts[kind]}`;
    this.known.set(what, name);
    return name;
  }
}

/** What an access token says; its life instead of its times. @param {string} text @param {string} claims */
function readToken(text, claims) {
  try {
    const read = (/** @type {string} */ part) => JSON.parse(Buffer.from(part, 'base64url').toString());
    const { iat, exp, ...rest } = read(claims);
    return { header: read(String(text.split('.')[0])), ...rest, lifeSeconds: exp - iat };
  } catch {
    return { noToken: text };
  }
}

module.exports = { Names };
