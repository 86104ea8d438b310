import { CommentPosted, CommentsCounted } from '@isomer/comments/contract';
import { ContextModule, on } from '@isomer/framework';
import { PostsApi } from './contract';
import { Posts1760000000000 } from './migrations/1760000000000-posts';
import { CommentCount1764000000000 } from './migrations/1764000000000-comment-count';
import { PublishAt1765000000000 } from './migrations/1765000000000-publish-at';
import { Editing1768000000000 } from './migrations/1768000000000-editing';
import { Deletion1769000000000 } from './migrations/1769000000000-deletion';
import { Lists1770000000000 } from './migrations/1770000000000-lists';
import { Previews1771000000000 } from './migrations/1771000000000-previews';
import { ListingRepository } from './persistence/listing.repository';
import { PostListRepository } from './persistence/post-list.repository';
import { PostEntity } from './persistence/post.entity';
import { PostRepository } from './persistence/post.repository';
import { PreviewRepository } from './persistence/preview.repository';
import { RevisionRepository } from './persistence/revision.repository';
import { SlugRepository } from './persistence/slug.repository';
import { ChangePost } from './use-cases/change-post';
import { CountComment } from './use-cases/count-comment/count-comment';
import { CreatePreview } from './use-cases/create-preview/create-preview';
import { DeletePost } from './use-cases/delete-post/delete-post';
import { EditPost } from './use-cases/edit-post/edit-post';
import { FindBySlug } from './use-cases/find-by-slug/find-by-slug';
import { ImportPost } from './use-cases/import-post/import-post';
import { ListFeed } from './use-cases/list-feed/list-feed';
import { ListOwnPosts } from './use-cases/list-own-posts/list-own-posts';
import { ListPosts } from './use-cases/list-posts/list-posts';
import { ListPreviews } from './use-cases/list-previews/list-previews';
import { ListRevisions } from './use-cases/list-revisions/list-revisions';
import { ListSummaries } from './use-cases/list-summaries/list-summaries';
import { ListTags } from './use-cases/list-tags/list-tags';
import { Publication } from './use-cases/publication';
import { PublishPost } from './use-cases/publish-post/publish-post';
import { PublishScheduled } from './use-cases/publish-scheduled/publish-scheduled';
import { PurgeDeleted } from './use-cases/purge-deleted/purge-deleted';
import { ReadCard } from './use-cases/read-card/read-card';
import { ReadPage } from './use-cases/read-page/read-page';
import { ReadPost } from './use-cases/read-post/read-post';
import { ReadPreview } from './use-cases/read-preview/read-preview';
import { ReadRevision } from './use-cases/read-revision/read-revision';
import { RenderOlder } from './use-cases/render-older/render-older';
import { Republish } from './use-cases/republish/republish';
import { RestorePost } from './use-cases/restore-post/restore-post';
import { RestoreRevision } from './use-cases/restore-revision/restore-revision';
import { RevokePreview } from './use-cases/revoke-preview/revoke-preview';
import { SchedulePost } from './use-cases/schedule-post/schedule-post';
import { SetCommentCount } from './use-cases/set-comment-count/set-comment-count';
import { UnpublishPost } from './use-cases/unpublish-post/unpublish-post';
import { UnschedulePost } from './use-cases/unschedule-post/unschedule-post';
import { WritePost } from './use-cases/write-post/write-post';

@ContextModule({
  contract: PostsApi,
  calls: {
    write: WritePost,
    edit: EditPost,
    revisions: ListRevisions,
    revision: ReadRevision,
    restoreRevision: RestoreRevision,
    publish: PublishPost,
    unpublish: UnpublishPost,
    delete: DeletePost,
    restore: RestorePost,
    purgeDeleted: PurgeDeleted,
    schedule: SchedulePost,
    unschedule: UnschedulePost,
    publishScheduled: PublishScheduled,
    read: ReadPost,
    bySlug: FindBySlug,
    summaries: ListSummaries,
    list: ListPosts,
    feed: ListFeed,
    page: ReadPage,
    card: ReadCard,
    mine: ListOwnPosts,
    tags: ListTags,
    createPreview: CreatePreview,
    previews: ListPreviews,
    revokePreview: RevokePreview,
    preview: ReadPreview,
    import: ImportPost,
    renderOlder: RenderOlder,
    republish: Republish,
  },
  jobs: { publishScheduled: {}, renderOlder: { cron: '*/10 * * * *' }, purgeDeleted: { cron: '7 * * * *' } },
  events: [on(CommentPosted, CountComment), on(CommentsCounted, SetCommentCount)],
  providers: [
    PostRepository,
    SlugRepository,
    RevisionRepository,
    PostListRepository,
    ListingRepository,
    PreviewRepository,
    ChangePost,
    Publication,
  ],
  entities: [PostEntity],
  migrations: [
    Posts1760000000000,
    CommentCount1764000000000,
    PublishAt1765000000000,
    Editing1768000000000,
    Deletion1769000000000,
    Lists1770000000000,
    Previews1771000000000,
  ],
})
export class PostsModule {}
