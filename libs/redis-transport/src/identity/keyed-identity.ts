import type { KeyObject } from 'node:crypto';
import { AgreedKey } from './agreed-key';
import type { Identity, Peer, Refusal } from './identity';
import { decodeSeal, encodeSeal } from './seal';

/** A service that is believed. All of it comes from configuration, never from Redis. */
export interface TrustedService {
  name: string;
  /** Contexts that it may answer for. */
  serves: readonly string[];
  /** X25519 public keys: one, and while it is being replaced two. Ids match `[A-Za-z0-9_-]+` and are unique. */
  keys: readonly { kid: string; publicKey: KeyObject }[];
}

export interface KeyedIdentityOptions {
  name: string;
  /** X25519. Others must trust its public half under the same id. */
  key: { kid: string; privateKey: KeyObject };
  trusted: readonly TrustedService[];
}

interface TrustedKey extends Peer {
  readonly serves: ReadonlySet<string>;
  readonly agreed: AgreedKey;
}

/** Seals with an HMAC under a key that each two processes agree from their configured keys. SEAL.md has the bytes. */
export class KeyedIdentity implements Identity {
  readonly name: string;
  readonly refused: Record<Refusal, number> = {
    unsealed: 0,
    'unknown-key': 0,
    'foreign-sender': 0,
    'foreign-audience': 0,
    altered: 0,
  };
  readonly kid: string;
  private readonly keys = new Map<string, TrustedKey>();
  private readonly serving = new Map<string, TrustedKey[]>();

  /** Agrees on a key with each that is trusted: 0.1 ms a key. @throws Error if two have one id, or one is no X25519 key */
  constructor({ name, key, trusted }: KeyedIdentityOptions) {
    this.name = name;
    this.kid = key.kid;
    for (const service of trusted) {
      for (const { kid, publicKey } of service.keys) {
        const agreed = new AgreedKey(key.privateKey, publicKey);
        this.trust({ service: service.name, kid, serves: new Set(service.serves), agreed });
      }
    }
  }

  get believed(): readonly string[] {
    return [...this.keys.keys()];
  }

  reaches(context: string): boolean {
    return this.serving.has(context);
  }

  sealForContext(context: string, stream: string, text: string): string {
    const keys = this.serving.get(context);
    if (!keys) throw new Error(`Nobody is trusted to serve ${context}`);
    return this.seal(keys, stream, text);
  }

  sealForAll(stream: string, text: string): string {
    return this.seal([...this.keys.values()], stream, text);
  }

  sealForPeer({ service, kid }: Peer, stream: string, text: string): string {
    const key = this.keys.get(kid);
    if (!key) throw new Error(`${service} is not trusted with key ${kid}`);
    return this.seal([key], stream, text);
  }

  open(stream: string, text: string, seal: string | undefined): Peer | undefined {
    const found = this.check(stream, text, seal);
    return typeof found === 'string' ? this.refuse(found) : found;
  }

  openFromContext(context: string, stream: string, text: string, seal: string | undefined): Peer | undefined {
    const found = this.check(stream, text, seal);
    if (typeof found === 'string') return this.refuse(found);
    return found.serves.has(context) ? found : this.refuse('foreign-sender');
  }

  private trust(key: TrustedKey): void {
    if (this.keys.has(key.kid)) throw new Error(`Two trusted keys have the id ${key.kid}`);
    this.keys.set(key.kid, key);
    for (const context of key.serves) {
      this.serving.set(context, [...(this.serving.get(context) ?? []), key]);
    }
  }

  private seal(keys: readonly TrustedKey[], stream: string, text: string): string {
    const macs = keys.map(({ kid, agreed }) => [kid, agreed.seal(stream, text)] as const);
    return encodeSeal(this.kid, macs, stream);
  }

  private check(stream: string, text: string, seal: string | undefined): TrustedKey | Refusal {
    const decoded = seal === undefined ? undefined : decodeSeal(seal);
    if (!decoded) return 'unsealed';
    const sender = this.keys.get(decoded.from);
    if (!sender) return 'unknown-key';
    const mine = decoded.macs.find(([kid]) => kid === this.kid);
    // Where it says that it belongs is under the HMAC as well: to change it makes it an altered one.
    if (!mine || decoded.stream !== stream) return 'foreign-audience';
    return sender.agreed.verifies(stream, text, mine[1]) ? sender : 'altered';
  }

  private refuse(reason: Refusal): undefined {
    this.refused[reason] += 1;
    return undefined;
  }
}
