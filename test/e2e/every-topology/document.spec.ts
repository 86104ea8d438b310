import { inEveryTopology } from '@isomer/framework/testing';

inEveryTopology('the document', ({ api }) => {
  test('is OpenAPI 3.1 and the same wherever it is served', async () => {
    const { status, body } = await api.get('/openapi.json');
    expect(status).toBe(200);
    expect(body.openapi).toMatch(/^3\.1\./);
    expect(JSON.stringify(body)).not.toContain('"nullable"');
    expect(Object.keys(body.paths)).toContain('/v1/posts/{postId}/comments');
  });

  test('Swagger UI is there', async () => {
    // What one finds at the address that the terminal shows.
    const page = await api.get('/');
    expect(page.body).toContain('swagger-ui');
    expect((await api.get('/docs/swagger-ui-bundle.js')).status).toBe(200);
  });

  test('health says what runs where', async () => {
    expect(await api.get('/health/live')).toMatchObject({ status: 200, body: { status: 'up' } });
    const { status, body } = await api.get('/health/ready');
    expect(status).toBe(200);
    expect(Object.keys(body.contexts).sort()).toEqual(['comments', 'identity', 'posts']);
  });
});
