import { type Member, Settings } from '@isomer/framework/edge';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { KeyRing } from './key-ring';

/** What identity says in an access token; one that it signed before there were sessions has the subject alone. */
interface Claims {
  sub: string;
  sid?: string;
  roles?: string[];
}

/** Takes access tokens that identity signed for this deployment, and no others. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(keys: KeyRing, { publicUrl }: Settings) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      // Naming the algorithm keeps `none` and HMAC under a public key out.
      algorithms: ['ES256'],
      issuer: publicUrl,
      audience: publicUrl,
      secretOrKeyProvider: (
        _request: FastifyRequest,
        token: string,
        done: (error: unknown, key?: string) => void,
      ) => {
        keys.keyOf(token).then(
          (key) => done(null, key),
          (error: unknown) => done(error),
        );
      },
    });
  }

  validate({ sub, sid, roles }: Claims): Member {
    return { kind: 'member', id: sub, roles, session: sid };
  }
}
