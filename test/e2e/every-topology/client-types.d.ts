// Made from docs/openapi.json by `npm run generate`. Do not edit.

export interface paths {
  '/v1/admin/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what events wait for
     * @description How many keys of events wait for which context, and why. Nothing is listed where nothing waits.
     */
    get: operations['events_status'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/events/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List dead letters
     * @description Events that have failed ten times. Each keeps those of its key after it waiting until somebody decides.
     */
    get: operations['events_deadLetters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/events/dead-letters/{subscriber}/{publisher}/{seq}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a dead letter
     * @description One event that has failed, with what it says.
     */
    get: operations['events_deadLettersOne'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/events/dead-letters/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Retry all dead letters
     * @description Delivers all of them again, and then those of their keys after them.
     */
    post: operations['events_retryAll'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/events/dead-letters/{subscriber}/{publisher}/{seq}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Retry a dead letter
     * @description Delivers it again, and then those of its key after it.
     */
    post: operations['events_retry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/events/dead-letters/{subscriber}/{publisher}/{seq}/skip': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Go on without a dead letter
     * @description That context never handles this event; those of its key after it are delivered.
     */
    post: operations['events_skip'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List accounts
     * @description For moderators: accounts as they are administered, the newest first.
     */
    get: operations['identity_accounts'];
    put?: never;
    /**
     * Register
     * @description Makes an account. Log in with it to get an access token. Of two handles that look alike, such as `bob` and `b0b`, one can be had.
     */
    post: operations['identity_register'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{id}/role': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Set the role of an account
     * @description For administrators: makes somebody a `moderator`, an `admin` or a `member` again. What they change is of the new role within two seconds, what they read when their access token is refreshed, within ten minutes. The first administrator is made with `isomer accounts make-admin`.
     */
    put: operations['identity_setRole'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{id}/suspension': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Suspend an account
     * @description For moderators, of accounts with a lesser role than theirs: ends all sessions of somebody, who can log in again when it is over: at `until`, or when it is lifted. They change nothing any more after two seconds, and read with the access token that they have until it expires, after ten minutes at most. Another suspension takes its place.
     */
    post: operations['identity_suspend'];
    /**
     * Lift a suspension
     * @description For moderators, of accounts with a lesser role than theirs: lets somebody log in again. One who is not suspended stays as they are.
     */
    delete: operations['identity_reinstate'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read my profile
     * @description The profile of whoever the access token is for.
     */
    get: operations['identity_me'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change my profile
     * @description Changes what you send, and leaves the rest as it is; `null` takes a bio or a picture away. The picture is fetched by who looks at it, never by the platform.
     */
    patch: operations['identity_updateProfile'];
    trace?: never;
  };
  '/v1/me/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Change my password
     * @description Needs the password that it was so far, of which you may try as many as when you log in. Ends all your other sessions.
     */
    put: operations['identity_changePassword'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read profiles
     * @description Profiles of several members at once. Ids of nobody are left out.
     */
    get: operations['identity_profiles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{handle}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a profile
     * @description The public profile of a member.
     */
    get: operations['identity_profile'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List my sessions
     * @description Your sessions that can still be refreshed, the newest first.
     */
    get: operations['identity_sessions'];
    put?: never;
    /**
     * Log in
     * @description Begins a session: answers an access token, good for ten minutes, and a refresh token, good for one refresh within 30 days. After five wrong passwords for a handle from one address, that address waits for five seconds before it may try that handle again (429 with `Retry-After`), and after each further one for twice as long, a quarter of an hour at most.
     */
    post: operations['identity_logIn'];
    /**
     * End all other sessions
     * @description Logs you out everywhere but here, and answers how many sessions that were.
     */
    delete: operations['identity_endOtherSessions'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sessions/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Refresh
     * @description Trades the `refreshToken` that `POST /v1/sessions` or the last refresh answered for new tokens. Asked again within ten seconds, because two tabs asked at once or no answer came, it answers the same refresh token. A token that is shown after that ends its session: one of the two who have it stole it.
     */
    post: operations['identity_refresh'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sessions/current': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Log out
     * @description Ends the session that the access token is of. Its refresh token is no good any more. With an access token that it has still, nothing can be changed after two seconds, and what it may see can be read until the token expires, after ten minutes at most.
     */
    delete: operations['identity_logOut'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * End a session
     * @description Logs out a device of yours that you do not have at hand. Its refresh token is no good any more. With an access token that it has still, nothing can be changed after two seconds, and what it may see can be read until the token expires, after ten minutes at most.
     */
    delete: operations['identity_endSession'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/.well-known/jwks.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the signing keys
     * @description Public keys of the access tokens, as a JSON Web Key Set (RFC 7517).
     */
    get: operations['identity_publicKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/posts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List posts
     * @description Published posts without their text, newest first unless another order is asked for.
     */
    get: operations['posts_list'];
    put?: never;
    /**
     * Write a post
     * @description Makes a draft, which you alone and moderators can see until you publish it. Its body is Markdown; it is answered as safe HTML, too. Tags are kept in lower case, with `-` between words.
     */
    post: operations['posts_write'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/posts/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a post
     * @description A published post, or one of yours.
     */
    get: operations['posts_read'];
    put?: never;
    post?: never;
    /**
     * Delete a post
     * @description Takes away a post of yours, or as a moderator any: nobody else sees it any more. Its comments stay. It can be restored for thirty days, and is gone for good after that.
     */
    delete: operations['posts_delete'];
    options?: never;
    head?: never;
    /**
     * Edit a post
     * @description Changes a post of yours: what is left out stays. As it was it is kept as a revision. With another title it gets another slug; the one that it had leads to it, too.
     */
    patch: operations['posts_edit'];
    trace?: never;
  };
  '/v1/posts/{id}/publish': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Publish a post
     * @description Shows a draft of yours to everybody.
     */
    post: operations['posts_publish'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/posts/{id}/schedule': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Schedule a post
     * @description Has a draft of yours published at a time, within a second of it. Another time takes its place; one that has passed publishes it now.
     */
    post: operations['posts_schedule'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/posts/{id}/unschedule': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take back when a post is published
     * @description A draft of yours stays one until you publish it.
     */
    post: operations['posts_unschedule'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/posts/{id}/unpublish': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take back the publication of a post
     * @description Makes a draft of a post of yours, or as a moderator of any. Its comments stay.
     */
    post: operations['posts_unpublish'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/posts/{id}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restore a deleted post
     * @description Brings back, as it was, a post that you have deleted within thirty days. What a moderator has deleted a moderator restores.
     */
    post: operations['posts_restore'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/posts/{id}/revisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the revisions of a post
     * @description What was written of a post of yours, or as a moderator of any, newest first: what it is now and the last fifty that it was.
     */
    get: operations['posts_revisions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/posts/{id}/revisions/{revision}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a revision of a post
     * @description What was written of a post of yours, or as a moderator of any.
     */
    get: operations['posts_revision'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/posts/{id}/revisions/{revision}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restore a revision of a post
     * @description Edits a post of yours back to what it was, which makes a new revision.
     */
    post: operations['posts_restoreRevision'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/slugs/{slug}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Find a post by its slug
     * @description A published post, or one of yours. A slug that it had before it was renamed leads to it, too; `slug` is the one that it has.
     */
    get: operations['posts_bySlug'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/me/posts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List my posts
     * @description Your posts without their text, the last written first: drafts, too.
     */
    get: operations['posts_mine'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/tags': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List tags
     * @description Tags of published posts in the order of their letters, and how many posts have each.
     */
    get: operations['posts_tags'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/feeds/posts.{format}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Subscribe to posts
     * @description The thirty newest posts as RSS 2.0, Atom 1.0 or JSON Feed 1.1. Long ones have an excerpt alone.
     */
    get: operations['posts_feed'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/posts/{slug}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show a post as a page
     * @description A published post as a page without any script, for who follows a link and for programs that show where it leads. By a slug of before, too: the page names its address.
     */
    get: operations['posts_page'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oembed': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Tell what a link to a post shows
     * @description oEmbed 1.0 for the page of a published post: its title, its author and the platform.
     */
    get: operations['posts_card'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/posts/{id}/preview-links': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List preview links
     * @description Links to a post of yours that have not expired, the last made first, without their secrets.
     */
    get: operations['posts_previews'];
    put?: never;
    /**
     * Make a preview link
     * @description Makes a link by which anybody who has it reads a post of yours before it is published. It is told once, and expires.
     */
    post: operations['posts_createPreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/posts/{id}/preview-links/{previewId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke a preview link
     * @description A link to a post of yours leads nowhere from then on.
     */
    delete: operations['posts_revokePreview'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{secret}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a post by a preview link
     * @description A post as it is now, published or not, for whoever has a link to it.
     */
    get: operations['posts_preview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/posts/{postId}/comments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the comments of a post
     * @description Comments of a published post with their replies, oldest first. A reply names the comment that it answers as parentId.
     */
    get: operations['comments_list'];
    put?: never;
    /**
     * Comment on a post
     * @description Adds a comment to a published post.
     */
    post: operations['comments_post'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/comments/{commentId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a comment
     * @description A comment as it is now. Of one that was deleted its place alone is shown.
     */
    get: operations['comments_read'];
    put?: never;
    post?: never;
    /**
     * Delete a comment
     * @description One of one’s own, or any for a moderator. Its place stays for its replies; what it said is kept for 30 days, for a moderator to restore.
     */
    delete: operations['comments_delete'];
    options?: never;
    head?: never;
    /**
     * Edit a comment
     * @description Changes what one has said, within 15 minutes.
     */
    patch: operations['comments_edit'];
    trace?: never;
  };
  '/v1/comments/{commentId}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restore a comment
     * @description Shows a comment again that was deleted or removed at most 30 days ago. For moderators.
     */
    post: operations['comments_restore'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/comments/{commentId}/replies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the replies to a comment
     * @description Replies to a comment, without the replies to these: each says how many it has.
     */
    get: operations['comments_replies'];
    put?: never;
    /**
     * Reply to a comment
     * @description Adds a comment below another one.
     */
    post: operations['comments_reply'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/comments/{commentId}/reports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Report a comment
     * @description Asks moderators to look at a comment; once a person.
     */
    post: operations['comments_report'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/comment-reports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the open reports
     * @description Reports of comments that no moderator has looked at, the oldest first. For moderators.
     */
    get: operations['comments_reports'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/comment-reports/{reportId}/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Resolve a report
     * @description Ends every report of the comment that it is of, and removes the comment or not. For moderators.
     */
    post: operations['comments_resolve'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/threads': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Find the thread of a page
     * @description The thread of a page of any site, if somebody has opened it.
     */
    get: operations['comments_threadOf'];
    put?: never;
    /**
     * Open the thread of a page
     * @description Finds or makes the thread of a page of any site. Addresses that differ only in `http` or `https`, a slash at the end, the fragment, the order of parameters or parameters that track readers are one page.
     */
    post: operations['comments_openThread'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/threads/counts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Count comments
     * @description How many comments many threads, posts or pages have, in the order of what is asked for.
     */
    post: operations['comments_counts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/threads/{threadId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a thread
     * @description What a thread is about, and how many comments it has. That of a post has the id of the post.
     */
    get: operations['comments_thread'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/threads/{threadId}/comments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the comments of a thread
     * @description Comments on the thread itself, without replies: each says how many it has.
     */
    get: operations['comments_inThread'];
    put?: never;
    /**
     * Comment in a thread
     * @description Adds a comment to the thread of a page or of a published post.
     */
    post: operations['comments_comment'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/threads/{threadId}/lock': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Lock a thread
     * @description It takes no more comments until it is unlocked. For moderators.
     */
    put: operations['comments_lock'];
    post?: never;
    /**
     * Unlock a thread
     * @description It takes comments again. For moderators.
     */
    delete: operations['comments_unlock'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/comments/{commentId}/vote': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Vote on a comment
     * @description For (1) or against (-1) a comment of somebody else. Another vote takes the place of the one before.
     */
    put: operations['comments_vote'];
    post?: never;
    /**
     * Withdraw a vote
     * @description Takes back the vote on a comment, if there is one.
     */
    delete: operations['comments_withdrawVote'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/threads/{threadId}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Watch a thread
     * @description Comments and replies as server-sent events, within a second of being added. The data of an event is a comment, its id the position of that in its thread. The stream ends after a minute; a client that comes again with the id of the last event misses nothing, and an `EventSource` does that by itself.
     */
    get: operations['comments_watch'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @example {
     *       "lanes": [],
     *       "unreachable": []
     *     }
     */
    EventStatus: {
      lanes: components['schemas']['LaneState'][];
      /** @description Contexts that could not be asked now, of which nothing is said here */
      unreachable: string[];
    };
    LaneState: {
      publisher: string;
      subscriber: string;
      /** @description Keys with something that is not handled */
      waiting: number;
      /** @description Keys that wait for a decision */
      parked: number;
      /** @description Keys whose last delivery did not succeed */
      failing: number;
      /** @description Age of the oldest event that is not handled, in milliseconds */
      oldestMs?: number;
      /** @description Why one of them waits */
      reason?: string;
      /** @description Some of the keys that wait: the parked, then the failing ones */
      keys: string[];
    };
    /**
     * @example {
     *       "items": [],
     *       "unreachable": []
     *     }
     */
    DeadLetters: {
      items: components['schemas']['DeadLetter'][];
      /** @description Contexts that could not be asked now, of which nothing is said here */
      unreachable: string[];
    };
    DeadLetter: {
      publisher: string;
      /** @description The context that failed to handle it */
      subscriber: string;
      /** @description Events of this key after it wait */
      key: string;
      /** @description Publisher and number: `comments/42` */
      id: string;
      name: string;
      version: number;
      /** @description JSON text */
      payload: string;
      traceId: string;
      /** Format: date-time */
      publishedAt: string;
      attempts: number;
      error: string;
    };
    /**
     * @example {
     *       "count": 1,
     *       "unreachable": []
     *     }
     */
    Decided: {
      /** @description How many dead letters were decided about */
      count: number;
      /** @description Contexts that could not be asked now, of which nothing is said here */
      unreachable: string[];
    };
    /**
     * @example {
     *       "id": "0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e",
     *       "handle": "ada",
     *       "displayName": "Ada Lovelace",
     *       "joinedAt": "2026-01-02T03:04:05.678Z",
     *       "avatarUrl": "https://example.org/ada.png"
     *     }
     */
    Profile: {
      id: string;
      handle: string;
      displayName: string;
      /** Format: date-time */
      joinedAt: string;
      avatarUrl?: string;
    };
    AccountPage: {
      items: components['schemas']['Account'][];
      next?: string;
    };
    /**
     * @example {
     *       "id": "0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e",
     *       "handle": "mallory",
     *       "displayName": "Mallory",
     *       "joinedAt": "2026-01-02T03:04:05.678Z",
     *       "role": "member",
     *       "status": "suspended",
     *       "suspension": {
     *         "reason": "Spam in many threads.",
     *         "since": "2026-02-03T04:05:06.789Z",
     *         "until": "2036-01-02T03:04:05.678Z",
     *         "by": "0190a3c4-8c2f-7d4b-ae3f-6a7b8c9d0e1f"
     *       }
     *     }
     */
    Account: {
      id: string;
      handle: string;
      displayName: string;
      /** Format: date-time */
      joinedAt: string;
      avatarUrl?: string;
      /** @enum {string} */
      role: 'member' | 'moderator' | 'admin';
      /** @enum {string} */
      status: 'active' | 'suspended';
      suspension?: {
        reason: string;
        /** Format: date-time */
        since: string;
        /** Format: date-time */
        until?: string;
        by?: string;
      };
    };
    /**
     * @example {
     *       "id": "0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e",
     *       "handle": "ada",
     *       "displayName": "Ada Lovelace",
     *       "joinedAt": "2026-01-02T03:04:05.678Z",
     *       "bio": "I write *notes* on engines.",
     *       "avatarUrl": "https://example.org/ada.png",
     *       "revision": 2
     *     }
     */
    FullProfile: {
      id: string;
      handle: string;
      displayName: string;
      /** Format: date-time */
      joinedAt: string;
      avatarUrl?: string;
      bio?: string;
      revision?: number;
    };
    /**
     * @example {
     *       "accessToken": "eyJhbGciOiJFUzI1NiIsImtpZCI6Ii4uLiJ9…",
     *       "refreshToken": "mXf0…",
     *       "expiresIn": 600
     *     }
     */
    Tokens: {
      accessToken: string;
      refreshToken: string;
      expiresIn: number;
    };
    /**
     * @example {
     *       "refreshToken": "the refreshToken that logging in answered"
     *     }
     */
    RefreshRequest: {
      refreshToken: string;
    };
    SessionPage: {
      items: components['schemas']['Session'][];
      next?: string;
    };
    /**
     * @example {
     *       "id": "0190a3c6-1d2e-7f3a-8b4c-5d6e7f8091a2",
     *       "begunAt": "2026-01-02T03:04:05.678Z",
     *       "lastUsedAt": "2026-01-03T04:05:06.789Z",
     *       "userAgent": "Mozilla/5.0 (X11; Linux x86_64)",
     *       "current": true
     *     }
     */
    Session: {
      id: string;
      /** Format: date-time */
      begunAt: string;
      /** Format: date-time */
      lastUsedAt: string;
      userAgent?: string;
      current: boolean;
    };
    /**
     * @example {
     *       "id": "0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091",
     *       "authorId": "0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e",
     *       "title": "Notes on the engine",
     *       "excerpt": "Notes It weaves patterns.",
     *       "locale": "en",
     *       "tags": [
     *         "engines"
     *       ],
     *       "slug": "notes-on-the-engine",
     *       "status": "published",
     *       "revision": 1,
     *       "createdAt": "2026-01-02T03:04:05.678Z",
     *       "updatedAt": "2026-01-02T03:04:05.678Z",
     *       "publishedAt": "2026-01-02T03:05:06.789Z",
     *       "commentCount": 3,
     *       "author": {
     *         "id": "0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e",
     *         "handle": "ada",
     *         "displayName": "Ada Lovelace",
     *         "joinedAt": "2026-01-01T02:03:04.567Z",
     *         "avatarUrl": "https://example.org/ada.png"
     *       },
     *       "body": "# Notes\n\nIt *weaves* patterns.",
     *       "html": "<h1>Notes</h1>\n<p>It <em>weaves</em> patterns.</p>"
     *     }
     */
    Post: {
      id: string;
      authorId: string;
      title: string;
      body: string;
      html?: string;
      excerpt?: string;
      locale: string;
      tags?: string[];
      slug?: string;
      /** @enum {string} */
      status: 'draft' | 'published';
      revision?: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt?: string;
      /** Format: date-time */
      publishedAt?: string;
      /** Format: date-time */
      publishAt?: string;
      /** Format: date-time */
      deletedAt?: string;
      commentCount?: number;
      author?: components['schemas']['Profile'];
    };
    PostPage: {
      items: components['schemas']['PostSummary'][];
      /** @description Cursor of the next page */
      next?: string;
    };
    /**
     * @example {
     *       "id": "0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091",
     *       "authorId": "0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e",
     *       "title": "Notes on the engine",
     *       "excerpt": "Notes It weaves patterns.",
     *       "locale": "en",
     *       "tags": [
     *         "engines"
     *       ],
     *       "slug": "notes-on-the-engine",
     *       "status": "published",
     *       "revision": 1,
     *       "createdAt": "2026-01-02T03:04:05.678Z",
     *       "updatedAt": "2026-01-02T03:04:05.678Z",
     *       "publishedAt": "2026-01-02T03:05:06.789Z",
     *       "commentCount": 3,
     *       "author": {
     *         "id": "0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e",
     *         "handle": "ada",
     *         "displayName": "Ada Lovelace",
     *         "joinedAt": "2026-01-01T02:03:04.567Z",
     *         "avatarUrl": "https://example.org/ada.png"
     *       }
     *     }
     */
    PostSummary: {
      id: string;
      authorId: string;
      title: string;
      excerpt?: string;
      locale: string;
      tags?: string[];
      slug?: string;
      /** @enum {string} */
      status: 'draft' | 'published';
      revision?: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt?: string;
      /** Format: date-time */
      publishedAt?: string;
      /** Format: date-time */
      publishAt?: string;
      /** Format: date-time */
      deletedAt?: string;
      commentCount?: number;
      author?: components['schemas']['Profile'];
    };
    RevisionPage: {
      items: components['schemas']['RevisionSummary'][];
      /** @description Cursor of the next page */
      next?: string;
    };
    /**
     * @example {
     *       "postId": "0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091",
     *       "revision": 1,
     *       "title": "Notes on the engine",
     *       "locale": "en",
     *       "tags": [
     *         "engines"
     *       ],
     *       "savedAt": "2026-01-02T03:04:05.678Z"
     *     }
     */
    RevisionSummary: {
      title: string;
      locale: string;
      postId: string;
      revision: number;
      tags: string[];
      /** Format: date-time */
      savedAt: string;
    };
    /**
     * @example {
     *       "postId": "0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091",
     *       "revision": 1,
     *       "title": "Notes on the engine",
     *       "locale": "en",
     *       "tags": [
     *         "engines"
     *       ],
     *       "savedAt": "2026-01-02T03:04:05.678Z",
     *       "body": "# Notes\n\nIt *weaves* patterns."
     *     }
     */
    Revision: {
      title: string;
      body: string;
      locale: string;
      postId: string;
      revision: number;
      tags: string[];
      /** Format: date-time */
      savedAt: string;
    };
    TagPage: {
      items: components['schemas']['TagCount'][];
      /** @description Cursor of the next page */
      next?: string;
    };
    /**
     * @example {
     *       "tag": "engines",
     *       "posts": 3
     *     }
     */
    TagCount: {
      tag: string;
      posts: number;
    };
    /**
     * @example {
     *       "version": "1.0",
     *       "type": "link",
     *       "title": "Notes on the engine",
     *       "author_name": "Ada Lovelace",
     *       "provider_name": "Isomer",
     *       "provider_url": "http://localhost:3000/"
     *     }
     */
    OEmbed: {
      /** @enum {string} */
      version: '1.0';
      /** @enum {string} */
      type: 'link';
      title: string;
      author_name?: string;
      provider_name: string;
      provider_url: string;
    };
    /**
     * @example {
     *       "id": "0190a3c7-2e3f-7041-ac5d-6e7f80910213",
     *       "postId": "0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091",
     *       "createdAt": "2026-01-02T03:04:05.678Z",
     *       "expiresAt": "2026-01-09T03:04:05.678Z",
     *       "url": "http://localhost:3000/v1/previews/3q2-7w…"
     *     }
     */
    MadePreview: {
      id: string;
      postId: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
      url: string;
    };
    PreviewList: {
      items: components['schemas']['Preview'][];
    };
    /**
     * @example {
     *       "id": "0190a3c7-2e3f-7041-ac5d-6e7f80910213",
     *       "postId": "0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091",
     *       "createdAt": "2026-01-02T03:04:05.678Z",
     *       "expiresAt": "2026-01-09T03:04:05.678Z"
     *     }
     */
    Preview: {
      id: string;
      postId: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
    };
    /**
     * @example {
     *       "id": "0190a3c6-1d2e-7f30-9b4c-5d6e7f809102",
     *       "threadId": "0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091",
     *       "postId": "0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091",
     *       "authorId": "0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e",
     *       "body": "Well said.",
     *       "html": "<p>Well said.</p>\n",
     *       "status": "visible",
     *       "replyCount": 0,
     *       "up": 0,
     *       "down": 0,
     *       "revision": 1,
     *       "createdAt": "2026-01-02T03:06:07.890Z",
     *       "author": {
     *         "id": "0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e",
     *         "handle": "ada",
     *         "displayName": "Ada Lovelace",
     *         "joinedAt": "2026-01-01T02:03:04.567Z",
     *         "avatarUrl": "https://example.org/ada.png"
     *       }
     *     }
     */
    Comment: {
      id: string;
      /** @description Id of the post, of a comment on one */
      postId?: string;
      /** @description Id of the thread; that of a post has the id of the post */
      threadId: string;
      parentId?: string;
      /** @description Left out for a guest, and where the comment is not shown */
      authorId?: string;
      guest?: {
        name: string;
        url?: string;
      };
      /** @description As it was written, in Markdown */
      body?: string;
      /** @description The same as HTML that is safe to show */
      html?: string;
      /** @enum {string} */
      status?: 'visible' | 'deleted' | 'removed';
      replyCount?: number;
      up?: number;
      down?: number;
      /** @enum {number} */
      vote?: 1 | -1;
      revision?: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      editedAt?: string;
      author?: components['schemas']['Profile'];
    };
    CommentPage: {
      items: components['schemas']['Comment'][];
      /** @description Cursor of the next page */
      next?: string;
    };
    /**
     * @example {
     *       "id": "0190a3c8-3f40-7152-bd6e-7f8091021324",
     *       "commentId": "0190a3c6-1d2e-7f30-9b4c-5d6e7f809102",
     *       "reporterId": "0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e",
     *       "reason": "Advertises something.",
     *       "createdAt": "2026-01-02T03:07:08.901Z"
     *     }
     */
    CommentReport: {
      id: string;
      commentId: string;
      reporterId: string;
      reason: string;
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      outcome?: 'dismissed' | 'removed';
    };
    CommentReportPage: {
      items: components['schemas']['OpenCommentReport'][];
      /** @description Cursor of the next page */
      next?: string;
    };
    OpenCommentReport: {
      id: string;
      commentId: string;
      reporterId: string;
      reason: string;
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      outcome?: 'dismissed' | 'removed';
      comment: components['schemas']['Comment'];
    };
    /**
     * @example {
     *       "id": "0190a3c7-2e3f-7041-ac5d-6e7f80910213",
     *       "url": "https://blog.example.com/engines/?utm_source=feed",
     *       "address": "https://blog.example.com/engines",
     *       "title": "On engines",
     *       "commentCount": 0,
     *       "lastPosition": 0,
     *       "locked": false
     *     }
     */
    Thread: {
      id: string;
      postId?: string;
      url?: string;
      address?: string;
      title?: string;
      commentCount: number;
      /** @default 0 */
      lastPosition: number;
      /** @default false */
      locked: boolean;
    };
    /**
     * @example {
     *       "threads": [],
     *       "urls": [
     *         {
     *           "url": "https://blog.example.com/engines/",
     *           "threadId": "0190a3c7-2e3f-7041-ac5d-6e7f80910213",
     *           "count": 2
     *         },
     *         {
     *           "url": "https://blog.example.com/looms/",
     *           "count": 0
     *         }
     *       ]
     *     }
     */
    CommentCounts: {
      threads: {
        threadId: string;
        count: number;
      }[];
      urls: {
        url: string;
        threadId?: string;
        count: number;
      }[];
    };
    /**
     * @example {
     *       "up": 3,
     *       "down": 1,
     *       "vote": 1
     *     }
     */
    Votes: {
      up: number;
      down: number;
      /** @enum {number} */
      vote?: 1 | -1;
    };
    Problem: {
      /** @description Names the kind of problem: urn:isomer:problem: and a stable code */
      type: string;
      title: string;
      status: number;
      detail: string;
      /** @description Path of the request; empty where it could not be read */
      instance: string;
      /** @description Finds this request in logs and traces */
      traceId: string;
      violations?: {
        /** @description JSON Pointer to the value */
        pointer: string;
        detail: string;
      }[];
      /** @description What this kind of problem says about itself */
      details?: {
        [key: string]: unknown;
      };
    };
  };
  responses: {
    /** @description A problem (RFC 9457) */
    Problem: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: {
    /** @description Requests that this address may make a minute. */
    'RateLimit-Limit': number;
    /** @description How many of them are left. */
    'RateLimit-Remaining': number;
    /** @description In how many seconds they are all there again. */
    'RateLimit-Reset': number;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  events_status: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description See what events wait for */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventStatus'];
          'application/xml': components['schemas']['EventStatus'];
          'application/yaml': components['schemas']['EventStatus'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  events_deadLetters: {
    parameters: {
      query?: {
        /** @description How many of each context, the oldest first */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List dead letters */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeadLetters'];
          'application/xml': components['schemas']['DeadLetters'];
          'application/yaml': components['schemas']['DeadLetters'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  events_deadLettersOne: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The context that failed to handle it */
        subscriber: string;
        /** @description The context that published it: the first part of its id */
        publisher: string;
        /** @description The second part of its id */
        seq: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a dead letter */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeadLetter'];
          'application/xml': components['schemas']['DeadLetter'];
          'application/yaml': components['schemas']['DeadLetter'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  events_retryAll: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Retry all dead letters */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Decided'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  events_retry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The context that failed to handle it */
        subscriber: string;
        /** @description The context that published it: the first part of its id */
        publisher: string;
        /** @description The second part of its id */
        seq: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Retry a dead letter */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Decided'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  events_skip: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The context that failed to handle it */
        subscriber: string;
        /** @description The context that published it: the first part of its id */
        publisher: string;
        /** @description The second part of its id */
        seq: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Go on without a dead letter */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Decided'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_accounts: {
    parameters: {
      query?: {
        /** @description Only accounts of this status */
        status?: 'active' | 'suspended';
        /** @description Where to go on: `next` of the page before */
        cursor?: string;
        /** @description Items on a page, 1 to 100 */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List accounts */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountPage'];
          'application/xml': components['schemas']['AccountPage'];
          'application/yaml': components['schemas']['AccountPage'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_register: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          handle: string;
          password: string;
          displayName?: string & (unknown & unknown & unknown & unknown & unknown);
        };
      };
    };
    responses: {
      /** @description Register */
      201: {
        headers: {
          /** @description Where it can be read. */
          Location?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Profile'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_setRole: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the account: the `id` that `POST /v1/accounts` or `GET /v1/accounts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          role: 'member' | 'moderator' | 'admin';
        };
      };
    };
    responses: {
      /** @description Set the role of an account */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_suspend: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the account: the `id` that `POST /v1/accounts` or `GET /v1/accounts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          reason: string & (unknown & unknown & unknown & unknown & unknown);
          /**
           * Format: date-time
           * @description When it ends by itself
           */
          until?: string;
        };
      };
    };
    responses: {
      /** @description Suspend an account */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_reinstate: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the account: the `id` that `POST /v1/accounts` or `GET /v1/accounts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Lift a suspension */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read my profile */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FullProfile'];
          'application/xml': components['schemas']['FullProfile'];
          'application/yaml': components['schemas']['FullProfile'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_updateProfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have read. If it was changed since, this answers 412 and changes nothing; without, the last change wins. */
        'If-Match'?: string;
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          displayName?: string & (unknown & unknown & unknown & unknown & unknown);
          bio?: (string & (unknown & unknown & unknown & unknown)) | null;
          avatarUrl?: string | null;
        };
      };
    };
    responses: {
      /** @description Change my profile */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FullProfile'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      412: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_changePassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description The one that it was so far */
          password: string;
          newPassword: string;
        };
      };
    };
    responses: {
      /** @description Change my password */
      204: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_profiles: {
    parameters: {
      query: {
        /** @description 1 to 100 ids with commas between them: the `id` that `POST /v1/accounts` or `GET /v1/me` answered, the `authorId` of a post */
        ids: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read profiles */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            profiles: components['schemas']['Profile'][];
          };
          'application/xml': {
            profiles: components['schemas']['Profile'][];
          };
          'application/yaml': {
            profiles: components['schemas']['Profile'][];
          };
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_profile: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Handle of the member */
        handle: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a profile */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FullProfile'];
          'application/xml': components['schemas']['FullProfile'];
          'application/yaml': components['schemas']['FullProfile'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_sessions: {
    parameters: {
      query?: {
        /** @description Where to go on: `next` of the page before */
        cursor?: string;
        /** @description Items on a page, 1 to 100 */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List my sessions */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionPage'];
          'application/xml': components['schemas']['SessionPage'];
          'application/yaml': components['schemas']['SessionPage'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_logIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          handle: string;
          password: string;
        };
      };
    };
    responses: {
      /** @description Log in */
      201: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tokens'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_endOtherSessions: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description End all other sessions */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            ended: number;
          };
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_refresh: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RefreshRequest'];
      };
    };
    responses: {
      /** @description Refresh */
      201: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tokens'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_logOut: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Log out */
      204: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_endSession: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the session: an `id` that `GET /v1/sessions` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description End a session */
      204: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  identity_publicKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read the signing keys */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            keys: {
              /** @enum {string} */
              kty: 'EC';
              /** @enum {string} */
              crv: 'P-256';
              x: string;
              y: string;
              kid: string;
              /** @enum {string} */
              alg: 'ES256';
              /** @enum {string} */
              use: 'sig';
            }[];
          };
          'application/xml': {
            keys: {
              /** @enum {string} */
              kty: 'EC';
              /** @enum {string} */
              crv: 'P-256';
              x: string;
              y: string;
              kid: string;
              /** @enum {string} */
              alg: 'ES256';
              /** @enum {string} */
              use: 'sig';
            }[];
          };
          'application/yaml': {
            keys: {
              /** @enum {string} */
              kty: 'EC';
              /** @enum {string} */
              crv: 'P-256';
              x: string;
              y: string;
              kid: string;
              /** @enum {string} */
              alg: 'ES256';
              /** @enum {string} */
              use: 'sig';
            }[];
          };
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_list: {
    parameters: {
      query?: {
        /** @description Only posts of this author, by the `authorId` of a post */
        authorId?: string;
        /** @description Only posts with this tag */
        tag?: string;
        /** @description Only posts in this language, by the `locale` of a post */
        locale?: string;
        /** @description Only posts that were published then or later */
        publishedFrom?: string;
        /** @description Only posts that were published before */
        publishedBefore?: string;
        /** @description Only posts with these words in the title or the first 100,000 characters of the text; "words in a row", this or that, -without */
        q?: string;
        /** @description Which come first */
        order?: 'newest' | 'oldest' | 'updated' | 'most-commented';
        /** @description Where to go on: `next` of the page before */
        cursor?: string;
        /** @description Items on a page, 1 to 100 */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List posts */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PostPage'];
          'application/xml': components['schemas']['PostPage'];
          'application/yaml': components['schemas']['PostPage'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_write: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          title: string & (unknown & unknown & unknown & unknown & unknown);
          body: string & (unknown & unknown & unknown & unknown);
          /** @default en */
          locale?: string;
          tags?: string[];
        };
      };
    };
    responses: {
      /** @description Write a post */
      201: {
        headers: {
          /** @description Where it can be read. */
          Location?: string;
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Post'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_read: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a post */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Post'];
          'application/xml': components['schemas']['Post'];
          'application/yaml': components['schemas']['Post'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_delete: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Delete a post */
      204: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_edit: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have read. If it was changed since, this answers 412 and changes nothing; without, the last change wins. */
        'If-Match'?: string;
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          title?: string & (unknown & unknown & unknown & unknown & unknown);
          body?: string & (unknown & unknown & unknown & unknown);
          locale?: string;
          tags?: string[];
        };
      };
    };
    responses: {
      /** @description Edit a post */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Post'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      412: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_publish: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Publish a post */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Post'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_schedule: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * Format: date-time
           * @description When to publish it
           */
          publishAt: string;
        };
      };
    };
    responses: {
      /** @description Schedule a post */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Post'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_unschedule: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Take back when a post is published */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Post'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_unpublish: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Take back the publication of a post */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Post'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_restore: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Restore a deleted post */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Post'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_revisions: {
    parameters: {
      query?: {
        /** @description Where to go on: `next` of the page before */
        cursor?: string;
        /** @description Items on a page, 1 to 100 */
        limit?: number;
      };
      header?: never;
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the revisions of a post */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevisionPage'];
          'application/xml': components['schemas']['RevisionPage'];
          'application/yaml': components['schemas']['RevisionPage'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_revision: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
        /** @description Number of the revision */
        revision: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a revision of a post */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Revision'];
          'application/xml': components['schemas']['Revision'];
          'application/yaml': components['schemas']['Revision'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_restoreRevision: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
        /** @description Number of the revision */
        revision: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Restore a revision of a post */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Post'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_bySlug: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A slug that a post has, or had: its `slug` */
        slug: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Find a post by its slug */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Post'];
          'application/xml': components['schemas']['Post'];
          'application/yaml': components['schemas']['Post'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_mine: {
    parameters: {
      query?: {
        /** @description Only those; otherwise all but what is deleted */
        status?: 'draft' | 'scheduled' | 'published' | 'deleted';
        /** @description Where to go on: `next` of the page before */
        cursor?: string;
        /** @description Items on a page, 1 to 100 */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List my posts */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PostPage'];
          'application/xml': components['schemas']['PostPage'];
          'application/yaml': components['schemas']['PostPage'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_tags: {
    parameters: {
      query?: {
        /** @description Where to go on: `next` of the page before */
        cursor?: string;
        /** @description Items on a page, 1 to 100 */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List tags */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TagPage'];
          'application/xml': components['schemas']['TagPage'];
          'application/yaml': components['schemas']['TagPage'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_feed: {
    parameters: {
      query?: {
        /** @description Only posts with this tag */
        tag?: string;
        /** @description Only posts of this author, by the `authorId` of a post */
        authorId?: string;
      };
      header?: never;
      path: {
        /** @description What it is written as */
        format: 'rss' | 'atom' | 'json';
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Subscribe to posts */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': string;
          'application/xml': string;
          'application/yaml': string;
          'application/rss+xml': string;
          'application/atom+xml': string;
          'application/feed+json': string;
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_page: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A slug that a post has, or had: its `slug` */
        slug: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Show a post as a page */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': string;
          'application/xml': string;
          'application/yaml': string;
          'text/html': string;
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_card: {
    parameters: {
      query: {
        /** @description Address of a page of a post */
        url: string;
        /** @description JSON is the only one */
        format?: 'json';
        /** @description Nothing is shown that would be wider */
        maxwidth?: number;
        /** @description Nothing is shown that would be higher */
        maxheight?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Tell what a link to a post shows */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OEmbed'];
          'application/xml': components['schemas']['OEmbed'];
          'application/yaml': components['schemas']['OEmbed'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_previews: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List preview links */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PreviewList'];
          'application/xml': components['schemas']['PreviewList'];
          'application/yaml': components['schemas']['PreviewList'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_createPreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description How many days it leads to the post
           * @default 7
           */
          days?: number;
        };
      };
    };
    responses: {
      /** @description Make a preview link */
      201: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MadePreview'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_revokePreview: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        id: string;
        /** @description Id of the link: the `id` that making it answered */
        previewId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Revoke a preview link */
      204: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  posts_preview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The last part of the `url` that making the link answered */
        secret: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a post by a preview link */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Post'];
          'application/xml': components['schemas']['Post'];
          'application/yaml': components['schemas']['Post'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_list: {
    parameters: {
      query?: {
        /** @description Where to go on: `next` of the page before */
        cursor?: string;
        /** @description Items on a page, 1 to 100 */
        limit?: number;
      };
      header?: never;
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        postId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the comments of a post */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommentPage'];
          'application/xml': components['schemas']['CommentPage'];
          'application/yaml': components['schemas']['CommentPage'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_post: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the post: the `id` that `POST /v1/posts` answered */
        postId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          body: string & (unknown & unknown & unknown & unknown);
        };
      };
    };
    responses: {
      /** @description Comment on a post */
      201: {
        headers: {
          /** @description Where it can be read. */
          Location?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Comment'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_read: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the comment: the `id` that commenting or replying answered */
        commentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a comment */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Comment'];
          'application/xml': components['schemas']['Comment'];
          'application/yaml': components['schemas']['Comment'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_delete: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the comment: the `id` that commenting or replying answered */
        commentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Delete a comment */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Comment'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_edit: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have read. If it was changed since, this answers 412 and changes nothing; without, the last change wins. */
        'If-Match'?: string;
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the comment: the `id` that commenting or replying answered */
        commentId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          body: string & (unknown & unknown & unknown & unknown);
        };
      };
    };
    responses: {
      /** @description Edit a comment */
      200: {
        headers: {
          /** @description Names what is answered, for `If-None-Match` of a read and `If-Match` of a change. */
          ETag?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Comment'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      412: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_restore: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the comment: the `id` that commenting or replying answered */
        commentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Restore a comment */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Comment'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_replies: {
    parameters: {
      query?: {
        /** @description `best`: first those that most like for sure */
        order?: 'oldest' | 'newest' | 'best';
        /** @description Where to go on: `next` of the page before */
        cursor?: string;
        /** @description Items on a page, 1 to 100 */
        limit?: number;
      };
      header?: never;
      path: {
        /** @description Id of the comment: the `id` that commenting or replying answered */
        commentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the replies to a comment */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommentPage'];
          'application/xml': components['schemas']['CommentPage'];
          'application/yaml': components['schemas']['CommentPage'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_reply: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the comment: the `id` that commenting or replying answered */
        commentId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          body: string & (unknown & unknown & unknown & unknown);
        };
      };
    };
    responses: {
      /** @description Reply to a comment */
      201: {
        headers: {
          /** @description Where it can be read. */
          Location?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Comment'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_report: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the comment: the `id` that commenting or replying answered */
        commentId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          reason: string & (unknown & unknown & unknown & unknown);
        };
      };
    };
    responses: {
      /** @description Report a comment */
      201: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommentReport'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_reports: {
    parameters: {
      query?: {
        /** @description Where to go on: `next` of the page before */
        cursor?: string;
        /** @description Items on a page, 1 to 100 */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the open reports */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommentReportPage'];
          'application/xml': components['schemas']['CommentReportPage'];
          'application/yaml': components['schemas']['CommentReportPage'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_resolve: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the report: the `id` that reporting answered */
        reportId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          outcome: 'dismissed' | 'removed';
        };
      };
    };
    responses: {
      /** @description Resolve a report */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommentReport'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_threadOf: {
    parameters: {
      query: {
        /** @description Address of the page, by any of its forms */
        url: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Find the thread of a page */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Thread'];
          'application/xml': components['schemas']['Thread'];
          'application/yaml': components['schemas']['Thread'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_openThread: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          url: string;
          title?: string & (unknown & unknown & unknown & unknown & unknown);
        };
      };
    };
    responses: {
      /** @description Open the thread of a page */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Thread'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_counts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @default [] */
          threadIds?: string[];
          /** @default [] */
          urls?: string[];
        };
      };
    };
    responses: {
      /** @description Count comments */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommentCounts'];
          'application/xml': components['schemas']['CommentCounts'];
          'application/yaml': components['schemas']['CommentCounts'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_thread: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the thread: the `id` that `POST /v1/threads` answered, or that of a post */
        threadId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a thread */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Thread'];
          'application/xml': components['schemas']['Thread'];
          'application/yaml': components['schemas']['Thread'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_inThread: {
    parameters: {
      query?: {
        /** @description `best`: first those that most like for sure */
        order?: 'oldest' | 'newest' | 'best';
        /** @description Where to go on: `next` of the page before */
        cursor?: string;
        /** @description Items on a page, 1 to 100 */
        limit?: number;
      };
      header?: never;
      path: {
        /** @description Id of the thread: the `id` that `POST /v1/threads` answered, or that of a post */
        threadId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the comments of a thread */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommentPage'];
          'application/xml': components['schemas']['CommentPage'];
          'application/yaml': components['schemas']['CommentPage'];
        };
      };
      /** @description It has the `ETag` that `If-None-Match` names: you have it already. */
      304: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_comment: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the thread: the `id` that `POST /v1/threads` answered, or that of a post */
        threadId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          body: string & (unknown & unknown & unknown & unknown);
        };
      };
    };
    responses: {
      /** @description Comment in a thread */
      201: {
        headers: {
          /** @description Where it can be read. */
          Location?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Comment'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_lock: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the thread: the `id` that `POST /v1/threads` answered, or that of a post */
        threadId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Lock a thread */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Thread'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_unlock: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the thread: the `id` that `POST /v1/threads` answered, or that of a post */
        threadId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Unlock a thread */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Thread'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      403: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_vote: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the comment: the `id` that commenting or replying answered */
        commentId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {number} */
          value: 1 | -1;
        };
      };
    };
    responses: {
      /** @description Vote on a comment */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Votes'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_withdrawVote: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the comment: the `id` that commenting or replying answered */
        commentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Withdraw a vote */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Votes'];
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      409: components['responses']['Problem'];
      413: components['responses']['Problem'];
      415: components['responses']['Problem'];
      422: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
  comments_watch: {
    parameters: {
      query?: {
        /** @description Position of the comment that was seen last, such as `lastPosition` of the thread. `Last-Event-ID` says more */
        after?: number;
      };
      header?: {
        /** @description Id of the last event that was seen, which a browser sends by itself when it comes again. */
        'Last-Event-ID'?: number;
      };
      path: {
        /** @description Id of the thread: the `id` that `POST /v1/threads` answered, or that of a post */
        threadId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Watch a thread */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      400: components['responses']['Problem'];
      401: components['responses']['Problem'];
      404: components['responses']['Problem'];
      429: components['responses']['Problem'];
      500: components['responses']['Problem'];
      503: components['responses']['Problem'];
      504: components['responses']['Problem'];
    };
  };
}
