import { Databases, readConfiguration } from '@isomer/framework';
import { httpAdapter } from '@isomer/framework/edge';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from './app.module';
import { contextNames } from './contexts';
import { documentOf } from './http';

/** The OpenAPI document, from an edge that serves nobody: it needs no database and no Redis. */
export async function describeDocument(): Promise<OpenAPIObject> {
  const configuration = readConfiguration(
    { CONTEXTS: 'none', REDIS_URL: 'redis://nobody', PUBLIC_URL: 'http://localhost:3000' },
    contextNames,
  );
  const parts = { configuration, databases: new Databases({}, 1), secretKey: 'none is needed to describe' };
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(parts), httpAdapter(), {
    logger: ['error'],
  });
  try {
    return documentOf(app);
  } finally {
    await app.close();
  }
}
