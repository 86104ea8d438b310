/**
 * Thrown by a handler of events for one that no further attempt can help, such as one that it cannot read:
 * it becomes a dead letter at once, with the message as the reason.
 */
export class UndeliverableEvent extends Error {
  override readonly name = 'UndeliverableEvent';
}
