/** Why files, and items of a file, are left out, for people. A report groups by these. */
export const skipReasons = {
  'symbolic-link': 'symbolic links are not followed',
  'not-a-file': 'not a regular file',
  unreadable: 'cannot be read',
  empty: 'no text in it',
  binary: 'not text',
  'not-utf8': 'not UTF-8',
  'too-large': 'too large',
  'broken-front-matter': 'broken front matter',
  'invalid-date': 'invalid date',
  'in-the-future': 'dated in the future',
  draft: 'marked as a draft',
  'not-accepted': 'not accepted as a post',
  failed: 'failed on the platform',
  'not-published': 'not published there',
  'not-content': 'neither an article nor a comment',
  protected: 'protected by a password there',
  spam: 'marked as spam there',
  deleted: 'deleted there',
  'awaiting-approval': 'not approved there',
  notification: 'a notification of another site, which nobody wrote here',
  'no-address': 'no address that says what it belongs to',
  orphan: 'what it belongs to is not in the file, or is left out',
  'same-id': 'another has the same id',
} as const;
export type SkipReason = keyof typeof skipReasons;

/** Thrown for what is left out; the import goes on with the next one. */
export class Skip extends Error {
  constructor(
    readonly reason: SkipReason,
    /** What exactly, where there is more to say. */
    readonly detail?: string,
  ) {
    super(detail ? `${skipReasons[reason]}: ${detail}` : skipReasons[reason]);
  }
}
