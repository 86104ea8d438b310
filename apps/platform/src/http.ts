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
      { name: 'Comments', description: 'What readers say below posts and pages.' },
      { name: 'Threads', description: 'Posts, and pages of any site, as what readers comment on.' },
      { name: 'Administration', description: 'Looking after the platform.' },
    ],
  });
}

/** Swagger UI needs its own files, styles within the page, and to call the API. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/** `/openapi.json` and Swagger UI at `/docs`, which is also what one finds at `/`. */
export function serveDocument(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/', (_, reply) => reply.redirect('/docs'));
  fastify.addHook('onSend', ({ url }, reply, _payload, done) => {
    if (/^\/docs(\/|$)/.test(url)) void reply.header('Content-Security-Policy', pagePolicy);
    done();
  });
  SwaggerModule.setup('docs', app, () => documentOf(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Isomer API',
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true },
  });
}
