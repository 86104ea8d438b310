export { renderComment } from './render-comment';
