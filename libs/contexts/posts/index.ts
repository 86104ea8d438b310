export { PostsHttpModule } from './posts-http.module';
export { PostsModule } from './posts.module';
