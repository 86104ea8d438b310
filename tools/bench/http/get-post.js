// @ts-check
const { httpRequest } = require('./http-requests.js');

module.exports = httpRequest({
  name: 'GET post',
  about: '`GET /v1/posts/:id`: a post of about 2 kB with its author, two contract calls and two statements.',
  pathOf: (postId) => `/v1/posts/${postId}`,
  sqlOf: ({ post, profiles }) =>
    `SQL alone, there and back on an idle connection: the post ${post.toFixed(2)} ms, 20 profiles ${profiles.toFixed(2)} ms.`,
});
