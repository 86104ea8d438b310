// @ts-check
const { comments } = require('./comments.js');
const { identity } = require('./identity.js');
const { posts } = require('./posts.js');

/** In the order in which contexts need each other. @type {import('./play.js').Part[]} */
exports.parts = [identity, posts, comments];
