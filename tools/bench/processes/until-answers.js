// @ts-check
const http = require('node:http');
const { setTimeout: delay } = require('node:timers/promises');

const stepMs = 5;
const patienceMs = 120_000;

/**
 * Asks again and again until the answer is 200 and, where it reports, has no problem with what runs elsewhere.
 * @param {string} url
 * @param {{ hasEnded: boolean, output: string }} server
 */
exports.untilAnswers = async function untilAnswers(url, server) {
  for (const end = performance.now() + patienceMs; performance.now() < end; await delay(stepMs)) {
    if (server.hasEnded) throw new Error(`The server of ${url} ended:\n${server.output}`);
    if (await isReady(url)) return;
  }
  throw new Error(`${url} does not answer:\n${server.output}`);
};

/** @param {string} url @returns {Promise<boolean>} */
function isReady(url) {
  return new Promise((resolve) => {
    const request = http.get(url, { agent: false, timeout: 5_000 }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
      response.once('close', () => resolve(response.statusCode === 200 && !body.includes('"problem":')));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}
