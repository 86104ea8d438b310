import { openApiDocument } from '@isomer/framework/edge';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { version } from './version';

export function documentOf(app: NestFastifyApplication): OpenAPIObject {
  return openApiDocument(app, {
    title: 'Isomer',
    description:
      'A community platform: identity, posts and comments. Register, log in, press **Authorize** and paste the access token; then publish a post and comment on it.',
    version,
    tags: [
      { name: 'Accounts', description: 'Who is here.' },
      { name: 'Sessions', description: 'Logging in, and the keys that prove it.' },
      { name: 'Posts', description: 'Articles, from draft to published.' },
      { name: 'Comments', description: 'What readers say below posts.' },
    ],
  });
}

/** `/openapi.json` and Swagger UI at `/docs`, which is also what one finds at `/`. */
export function serveDocument(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .get('/', (_, reply) => reply.redirect('/docs'));
  SwaggerModule.setup('docs', app, () => documentOf(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Isomer API',
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true },
  });
}
