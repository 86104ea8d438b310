import { hkdfSync } from 'node:crypto';

/** What contexts may know of the configuration. */
export class Settings {
  constructor(
    /** Where people reach the API, without a slash at the end. */
    readonly publicUrl: string,
    private readonly secretKey: string,
    /** How long events are kept that all have handled. */
    readonly eventRetentionHours = 168,
  ) {}

  /** 32 bytes for one purpose, the same in every process of a deployment (HKDF, RFC 5869). */
  deriveKey(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.secretKey, '', purpose, 32));
  }
}
