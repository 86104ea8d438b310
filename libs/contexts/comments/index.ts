export { CommentsHttpModule } from './comments-http.module';
export { CommentsModule } from './comments.module';
