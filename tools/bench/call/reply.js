// @ts-check
const { requireBuilt } = require('../../../test/setup/built.js');

/** What every contender answers: a comment of about 300 bytes as JSON. */
exports.comment = {
  id: '0190a3c6-1d2e-7f30-9b4c-5d6e7f809102',
  postId: '0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091',
  authorId: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
  body: 'Well said, and worth a second reading: the engine weaves algebraic patterns as the loom weaves flowers.',
  createdAt: '2026-01-02T03:06:07.890Z',
};

/** The schema of comments' own contract. @returns {import('zod').ZodType} */
exports.commentSchema = () => requireBuilt('libs/contexts/comments/contract/index.js').Comment;
