import { error } from '@isomer/framework';

export class CommentNotFound extends error('comments.not-found', {
  meaning: 'NotFound',
  message: 'There is no such comment.',
}) {}

export class NestedTooDeep extends error('comments.nested-too-deep', {
  meaning: 'FailedPrecondition',
  message: 'Replies end at the 20th level. Reply further up.',
}) {}
