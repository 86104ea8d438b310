import { error } from '@isomer/framework';

export class PostNotFound extends error('posts.not-found', {
  meaning: 'NotFound',
  message: 'There is no such post, or it is not published.',
}) {}

export class PublishedAlready extends error('posts.published-already', {
  meaning: 'FailedPrecondition',
  message: 'The post is published already.',
}) {}

export class NotTheAuthor extends error('posts.not-the-author', {
  meaning: 'PermissionDenied',
  message: 'Only its author may do this to a post.',
}) {}

export class TakenDown extends error('posts.taken-down', {
  meaning: 'PermissionDenied',
  message: 'A moderator has deleted the post: only a moderator may restore it.',
}) {}

export class RevisionNotFound extends error('posts.revision-not-found', {
  meaning: 'NotFound',
  message: 'The post has no such revision, or no longer: the last fifty are kept.',
}) {}

export class PreviewNotFound extends error('posts.preview-not-found', {
  meaning: 'NotFound',
  message: 'There is no such preview, or it has expired or was revoked.',
}) {}

export class TooManyPreviews extends error('posts.too-many-previews', {
  meaning: 'FailedPrecondition',
  message: 'A post has at most 20 preview links at a time: revoke one first.',
}) {}
