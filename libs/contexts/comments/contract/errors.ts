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
