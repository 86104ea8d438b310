// @ts-check
/** The types of a document as a client has them that was generated from it. */
const banner = '// Made from docs/openapi.json by `npm run generate`. Do not edit.\n\n';

/** @typedef {{ content?: Record<string, unknown> }} Response */
/** @typedef {{ paths: Record<string, Record<string, { responses: Record<string, Response> }>> }} Document */

/** @param {object} document @returns {Promise<string>} */
exports.clientTypes = async function clientTypes(document) {
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  const ast = await openapiTS(/** @type {never} */ (withProblemsToldOnce(document)), {
    silent: true,
    // What has a default need not be sent.
    defaultNonNullable: false,
  });
  return banner + astToString(ast);
};

/** Problems differ in their examples, which types do not show: a response of its own for each would be most of the file. @param {object} document */
function withProblemsToldOnce(document) {
  const copy = /** @type {Document & { components: { responses?: Record<string, Response> } }} */ (
    structuredClone(document)
  );
  for (const { responses } of Object.values(copy.paths).flatMap((methods) => Object.values(methods)))
    for (const [status, { content }] of Object.entries(responses)) {
      if (!content?.['application/problem+json']) continue;
      copy.components.responses ??= { Problem: onlyTypes(content) };
      responses[status] = /** @type {Response} */ ({ $ref: '#/components/responses/Problem' });
    }
  return copy;
}

/** @param {Record<string, unknown>} content */
function onlyTypes(content) {
  return { description: 'A problem (RFC 9457)', content };
}
