import { createHmac, randomBytes } from 'node:crypto';
import { Settings } from '@isomer/framework';
import { Injectable } from '@nestjs/common';

/** Texts of refresh tokens. Only their digests are stored. */
@Injectable()
export class RefreshSecrets {
  private readonly key: Buffer;

  constructor(settings: Settings) {
    this.key = settings.deriveKey('identity refresh tokens');
  }

  first(): string {
    return randomBytes(32).toString('base64url');
  }

  /** The one that `token` is traded for, whoever asks and however often: all who trade it at once get the same. */
  after(token: string): string {
    return createHmac('sha256', this.key).update(token).digest('base64url');
  }
}
