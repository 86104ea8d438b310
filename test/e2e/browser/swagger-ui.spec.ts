import { inEveryTopology } from '@isomer/framework/testing';
import type { Browser } from 'playwright-core';
import { SwaggerPage, launch } from './swagger-page';

inEveryTopology('Swagger UI in a browser', ({ url, name }) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test('a new user registers, logs in, publishes and comments with the examples as they stand', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const swagger = new SwaggerPage(page);
    await swagger.open(url);

    expect((await swagger.execute('identity_register')).status).toBe('201');
    const tokens = await swagger.execute('identity_logIn');
    await swagger.authorize(/"accessToken":\s*"([^"]+)"/.exec(tokens.body)![1]!);

    const draft = await swagger.execute('posts_write');
    expect(draft.status).toBe('201');
    const id = /"id":\s*"([^"]+)"/.exec(draft.body)![1]!;
    expect((await swagger.execute('posts_publish', { id })).status).toBe('200');
    expect((await swagger.execute('comments_post', { postId: id })).status).toBe('201');
    const list = await swagger.execute('comments_list', { postId: id });
    expect(list.status).toBe('200');
    expect(list.body).toContain('"handle": "ada"');

    if (process.env.SCREENSHOTS)
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/swagger-ui-${name}.png`, fullPage: true });
    expect(errors).toEqual([]);
    await page.close();
  });
});
