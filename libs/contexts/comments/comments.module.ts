import { ContextModule } from '@isomer/framework';
import { CommentsApi } from './contract';
import { Comments1760000000000 } from './migrations/1760000000000-comments';
import { CommentEntity } from './persistence/comment.entity';
import { CommentRepository } from './persistence/comment.repository';
import { ListComments } from './use-cases/list-comments/list-comments';
import { PostComment } from './use-cases/post-comment/post-comment';
import { ReplyToComment } from './use-cases/reply-to-comment/reply-to-comment';
import { Republish } from './use-cases/republish/republish';

@ContextModule({
  contract: CommentsApi,
  calls: { post: PostComment, reply: ReplyToComment, list: ListComments, republish: Republish },
  providers: [CommentRepository],
  entities: [CommentEntity],
  migrations: [Comments1760000000000],
})
export class CommentsModule {}
