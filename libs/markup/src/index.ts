export { htmlToMarkdown } from './html-to-markdown';
export { plainText } from './plain-text';
export { renderArticle, renderComment } from './render';
export { slugOf } from './slug';
