import { ContextModule } from '@isomer/framework';
import { CommentsApi } from './contract';
import { Comments1760000000000 } from './migrations/1760000000000-comments';
import { Threads1770000000000 } from './migrations/1770000000000-threads';
import { CommentEntity } from './persistence/comment.entity';
import { CommentRepository } from './persistence/comment.repository';
import { HiddenTextEntity } from './persistence/hidden-text.entity';
import { HiddenTextRepository } from './persistence/hidden-text.repository';
import { ImportedCommentRepository } from './persistence/imported-comment.repository';
import { ThreadEntity } from './persistence/thread.entity';
import { ThreadRepository } from './persistence/thread.repository';
import { AddComment } from './use-cases/add-comment';
import { ExportComments } from './use-cases/export-comments/export-comments';
import { ImportComment } from './use-cases/import-comment/import-comment';
import { Placement } from './use-cases/import-comment/placement';
import { ListComments } from './use-cases/list-comments/list-comments';
import { PostComment } from './use-cases/post-comment/post-comment';
import { ReplyToComment } from './use-cases/reply-to-comment/reply-to-comment';
import { Republish } from './use-cases/republish/republish';

@ContextModule({
  contract: CommentsApi,
  calls: {
    post: PostComment,
    reply: ReplyToComment,
    list: ListComments,
    import: ImportComment,
    export: ExportComments,
    republish: Republish,
  },
  providers: [
    CommentRepository,
    HiddenTextRepository,
    ImportedCommentRepository,
    ThreadRepository,
    AddComment,
    Placement,
  ],
  entities: [CommentEntity, HiddenTextEntity, ThreadEntity],
  migrations: [Comments1760000000000, Threads1770000000000],
})
export class CommentsModule {}
