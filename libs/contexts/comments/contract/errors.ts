import { error } from '@isomer/framework';

export class CommentNotFound extends error('comments.not-found', {
  meaning: 'NotFound',
  message: 'There is no such comment.',
}) {}

export class NestedTooDeep extends error('comments.nested-too-deep', {
  meaning: 'FailedPrecondition',
  message: 'Replies end at the 20th level. Reply further up.',
}) {}

export class ParentUnknown extends error('comments.parent-unknown', {
  meaning: 'FailedPrecondition',
  message: 'The comment that this one answers is not in that thread. Import it first.',
}) {}

export class ThreadNotFound extends error('comments.thread-not-found', {
  meaning: 'NotFound',
  message: 'There is no such thread.',
}) {}

export class OwnComment extends error('comments.own-comment', {
  meaning: 'FailedPrecondition',
  message: 'Nobody votes on a comment of their own.',
}) {}

export class ThreadLocked extends error('comments.thread-locked', {
  meaning: 'FailedPrecondition',
  message: 'The thread is locked: it takes no more comments.',
}) {}

export class NotTheCommenter extends error('comments.not-the-author', {
  meaning: 'PermissionDenied',
  message: 'Only its author may do this to a comment.',
}) {}

export class EditedTooLate extends error('comments.edited-too-late', {
  meaning: 'FailedPrecondition',
  message: 'A comment can be edited for 15 minutes.',
}) {}

export class NotKept extends error('comments.not-kept', {
  meaning: 'FailedPrecondition',
  message: 'What the comment said is no longer kept: that is for 30 days.',
}) {}

export class ReportedAlready extends error('comments.reported-already', {
  meaning: 'AlreadyExists',
  message: 'You have reported this comment already.',
}) {}

export class ReportNotFound extends error('comments.report-not-found', {
  meaning: 'NotFound',
  message: 'There is no such report.',
}) {}
