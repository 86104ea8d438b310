/** Why an entry was not believed. */
export type Refusal =
  /** It carries no seal, or one that cannot be read. */
  | 'unsealed'
  /** Sealed with a key that nobody here was told to trust. */
  | 'unknown-key'
  /** By a service that is trusted, but not to answer for this context. */
  | 'foreign-sender'
  /** Sealed for another stream, or for somebody else's key. */
  | 'foreign-audience'
  /** Not what was sealed, or not sealed by whom it names. */
  | 'altered';

/** Another process, as far as its key tells. */
export interface Peer {
  /** Name of its service, such as `posts`. */
  readonly service: string;
  /** Id of the key that it used: replies are sealed for this one. */
  readonly kid: string;
}

/**
 * What a process proves with, to others and to itself, where an entry comes from and that nobody has changed it.
 * `stream` is always the full key of the Redis stream that the entry is in: an entry that was copied to another
 * one is refused. `text` is all else that must not change, see {@link netstrings}. Nothing here waits for anything.
 */
export interface Identity {
  /** Name of the service that this process is, such as `posts` or `edge`. */
  readonly name: string;

  /** Id of the key that it seals with. */
  readonly kid: string;
  /** Ids of the keys that it believes. They are no secrets, and told to whoever reads who serves a context. */
  readonly believed: readonly string[];
  /** Entries refused since the start, by reason. */
  readonly refused: Readonly<Record<Refusal, number>>;

  /** Whether anybody is trusted to serve `context`. To be asked once, before anything is sealed for it. */
  reaches(context: string): boolean;

  /** The seal of a request, for whoever serves `context`. @throws Error if nobody is trusted to */
  sealForContext(context: string, stream: string, text: string): string;

  /** The seal of an event, for every process that is trusted: any of them may take it. */
  sealForAll(stream: string, text: string): string;

  /** The seal of a reply. @throws Error for a peer that did not come from {@link open} */
  sealForPeer(peer: Peer, stream: string, text: string): string;

  /** Who sealed a request or an event; `undefined` if it is refused, which is counted. */
  open(stream: string, text: string, seal: string | undefined): Peer | undefined;

  /** The same for a reply: refused as well if its sender is not trusted to serve `context`. */
  openFromContext(context: string, stream: string, text: string, seal: string | undefined): Peer | undefined;
}
