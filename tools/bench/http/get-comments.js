// @ts-check
const { httpRequest } = require('./http-requests.js');

module.exports = httpRequest({
  name: 'GET page of 20 comments',
  about:
    '`GET /v1/posts/:id/comments`: 20 comments of about 200 bytes with their authors and a cursor, two contract calls and two statements.',
  pathOf: (postId) => `/v1/posts/${postId}/comments`,
  sqlOf: ({ comments, profiles }) =>
    `SQL alone, there and back on an idle connection: 21 comments ${comments.toFixed(2)} ms, 20 profiles ${profiles.toFixed(2)} ms.`,
});
