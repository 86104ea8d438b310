import {
  type Configuration,
  type Databases,
  IsomerModule,
  type ServiceKeys,
  Settings,
  type Transport,
} from '@isomer/framework';
import { EdgeModule, ManagementModule } from '@isomer/framework/edge';
import { type DynamicModule, Module } from '@nestjs/common';
import { contextModules, httpModules } from './contexts';
import { version } from './version';

export interface AppParts {
  configuration: Configuration;
  databases: Databases;
  secretKey: string;
  /** Left out, they follow from the secret. */
  keys?: ServiceKeys;
  transport?: Transport;
  /** Has local calls go through the codec too, for tests. */
  throughCodec?: boolean;
}

/** The composition root: the contexts that are placed here, and the edge if it is. */
@Module({})
export class AppModule {
  static forRoot(parts: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        contextsModule(parts),
        parts.configuration.edge ? EdgeModule.forRoot(httpModules) : ManagementModule,
      ],
    };
  }
}

/** The contexts alone, here or as clients of where they are: all that a program without HTTP needs. */
export function contextsModule({
  configuration: { here, publicUrl, eventRetentionHours },
  databases,
  secretKey,
  keys,
  transport,
  throughCodec,
}: AppParts): DynamicModule {
  return IsomerModule.forRoot({
    contexts: contextModules,
    here,
    settings: new Settings(publicUrl, secretKey, eventRetentionHours),
    databases,
    transport,
    keys,
    version,
    throughCodec,
  });
}
