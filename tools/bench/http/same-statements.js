// @ts-check
const { requireBuilt } = require('../../../test/setup/built.js');
const statements = require('./statements.js');

/** @throws Error when the peer sends other SQL than the repositories of the contexts do */
exports.assertSameStatements = async function assertSameStatements() {
  const { PostRepository } = requireBuilt('libs/contexts/posts/persistence/post.repository.js');
  const { CommentRepository } = requireBuilt('libs/contexts/comments/persistence/comment.repository.js');
  const { AccountRepository } = requireBuilt('libs/contexts/identity/persistence/account.repository.js');
  /** @type {string[]} */
  const sent = [];
  const reader = { query: async (/** @type {string} */ text) => (sent.push(text.replace(/\s+/g, ' ')), []) };
  await new PostRepository({ reader }).find('id');
  await new AccountRepository({ reader }).profiles(['id']);
  await new CommentRepository({ reader }).ofPost('id', 21, undefined);
  const expected = [statements.post, statements.profiles, statements.comments];
  const other = sent.findIndex((text, i) => text !== expected[i]);
  if (other >= 0 || sent.length !== expected.length) {
    throw new Error(
      `The peer must send what the contexts send: '${sent[other]}' is not '${expected[other]}'`,
    );
  }
};
