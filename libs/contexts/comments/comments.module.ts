import { ContextModule, on } from '@isomer/framework';
import { PostPublished, PostWithdrawn } from '@isomer/posts/contract';
import { CommentsApi } from './contract';
import { Comments1760000000000 } from './migrations/1760000000000-comments';
import { Threads1770000000000 } from './migrations/1770000000000-threads';
import { Votes1771000000000 } from './migrations/1771000000000-votes';
import { Moderation1772000000000 } from './migrations/1772000000000-moderation';
import { Reports1773000000000 } from './migrations/1773000000000-reports';
import { HiddenThreads1774000000000 } from './migrations/1774000000000-hidden-threads';
import { ArrivalRepository } from './persistence/arrival.repository';
import { BelowRepository } from './persistence/below.repository';
import { CommentEntity } from './persistence/comment.entity';
import { CommentRepository } from './persistence/comment.repository';
import { HiddenTextEntity } from './persistence/hidden-text.entity';
import { HiddenTextRepository } from './persistence/hidden-text.repository';
import { ImportedCommentRepository } from './persistence/imported-comment.repository';
import { ReportEntity } from './persistence/report.entity';
import { ReportRepository } from './persistence/report.repository';
import { ThreadEntity } from './persistence/thread.entity';
import { ThreadRepository } from './persistence/thread.repository';
import { VoteEntity } from './persistence/vote.entity';
import { VoteRepository } from './persistence/vote.repository';
import { AddComment } from './use-cases/add-comment';
import { CommentOnThread } from './use-cases/comment-on-thread/comment-on-thread';
import { CountComments } from './use-cases/count-comments/count-comments';
import { DeleteComment } from './use-cases/delete-comment/delete-comment';
import { EditComment } from './use-cases/edit-comment/edit-comment';
import { CommentsBelow } from './use-cases/comments-below';
import { ExportComments } from './use-cases/export-comments/export-comments';
import { FindThread } from './use-cases/find-thread/find-thread';
import { HideThread } from './use-cases/hide-thread/hide-thread';
import { ImportComment } from './use-cases/import-comment/import-comment';
import { Placement } from './use-cases/import-comment/placement';
import { ListComments } from './use-cases/list-comments/list-comments';
import { ListReplies } from './use-cases/list-replies/list-replies';
import { ListReports } from './use-cases/list-reports/list-reports';
import { ListThread } from './use-cases/list-thread/list-thread';
import { LockThread } from './use-cases/lock-thread/lock-thread';
import { OpenThread } from './use-cases/open-thread/open-thread';
import { PostComment } from './use-cases/post-comment/post-comment';
import { PurgeHidden } from './use-cases/purge-hidden/purge-hidden';
import { ReadComment } from './use-cases/read-comment/read-comment';
import { ReadThread } from './use-cases/read-thread/read-thread';
import { ReplyToComment } from './use-cases/reply-to-comment/reply-to-comment';
import { Republish } from './use-cases/republish/republish';
import { ReportComment } from './use-cases/report-comment/report-comment';
import { ResolveReport } from './use-cases/resolve-report/resolve-report';
import { RestoreComment } from './use-cases/restore-comment/restore-comment';
import { ShowThread } from './use-cases/show-thread/show-thread';
import { Threads } from './use-cases/threads';
import { UnlockThread } from './use-cases/unlock-thread/unlock-thread';
import { Visibility } from './use-cases/visibility';
import { VoteOnComment } from './use-cases/vote-on-comment/vote-on-comment';
import { ThreadFollower } from './use-cases/watch-thread/thread-follower';
import { WatchThread } from './use-cases/watch-thread/watch-thread';
import { WithdrawVote } from './use-cases/withdraw-vote/withdraw-vote';

@ContextModule({
  contract: CommentsApi,
  calls: {
    post: PostComment,
    reply: ReplyToComment,
    list: ListComments,
    openThread: OpenThread,
    thread: ReadThread,
    threadOf: FindThread,
    comment: CommentOnThread,
    inThread: ListThread,
    replies: ListReplies,
    read: ReadComment,
    watch: WatchThread,
    edit: EditComment,
    delete: DeleteComment,
    restore: RestoreComment,
    purgeHidden: PurgeHidden,
    lock: LockThread,
    unlock: UnlockThread,
    counts: CountComments,
    vote: VoteOnComment,
    withdrawVote: WithdrawVote,
    report: ReportComment,
    reports: ListReports,
    resolve: ResolveReport,
    import: ImportComment,
    export: ExportComments,
    republish: Republish,
  },
  jobs: { purgeHidden: { cron: '*/10 * * * *' } },
  events: [on(PostPublished, ShowThread), on(PostWithdrawn, HideThread)],
  providers: [
    ArrivalRepository,
    BelowRepository,
    CommentRepository,
    HiddenTextRepository,
    ImportedCommentRepository,
    ReportRepository,
    ThreadRepository,
    VoteRepository,
    AddComment,
    CommentsBelow,
    Placement,
    ThreadFollower,
    Threads,
    Visibility,
  ],
  entities: [CommentEntity, HiddenTextEntity, ReportEntity, ThreadEntity, VoteEntity],
  migrations: [
    Comments1760000000000,
    Threads1770000000000,
    Votes1771000000000,
    Moderation1772000000000,
    Reports1773000000000,
    HiddenThreads1774000000000,
  ],
})
export class CommentsModule {}
