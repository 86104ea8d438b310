import type { KeyObject } from 'node:crypto';

/** A key, private or public as its place says, and the id by which others find its other half. */
export interface Key {
  kid: string;
  key: KeyObject;
}

/** A service that is believed, and what it may do. One key of a kind, and while that is being replaced two. */
export interface TrustedService {
  name: string;
  /** Contexts that it may answer for. */
  serves: readonly string[];
  /** Contexts that it may call. */
  calls: readonly string[] | 'all';
  /** Whether it may speak for the platform itself, and not only for people and for nobody. */
  system: boolean;
  /** Ed25519, public. */
  signing: readonly Key[];
  /** X25519, public. */
  agreement: readonly Key[];
}

/** What this process proves to others who it is with, and whom it believes. */
export interface ServiceKeys {
  /** Of its service, such as `posts` or `edge`. */
  name: string;
  /** Ed25519, private. */
  signing: Key;
  /** X25519, private. */
  agreement: Key;
  trusted: readonly TrustedService[];
}
