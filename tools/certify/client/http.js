// @ts-check

/** @typedef {{ status: number, headers: Record<string, string>, body: any } | { lost: string }} HttpAnswer */

/**
 * Headers that say nothing of what was asked: when it was answered, how the connection goes on, and a digest of what has
 * other ids and times in each run.
 */
const unheeded = new Set(['date', 'etag', 'connection', 'keep-alive', 'transfer-encoding', 'content-length']);

/**
 * One request, and its answer as a client would see it; `lost` if there was none.
 * @param {string} url @param {{ method: string, path: string, headers: Record<string, string>, body?: string }} request
 * @returns {Promise<HttpAnswer>}
 */
exports.send = async function send(url, { method, path, headers, body }) {
  try {
    const response = await fetch(url + path, { method, headers, body });
    const text = await response.text();
    const heeded = [...response.headers].filter(([name]) => !unheeded.has(name));
    return { status: response.status, headers: Object.fromEntries(heeded), body: parse(text) };
  } catch (error) {
    return { lost: String(/** @type {Error} */ (error).cause ?? error) };
  }
};

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
