import { type Browser, type Page, chromium } from 'playwright-core';

const { findChromium } = jest.requireActual<{ findChromium(): string | undefined }>(
  '../../setup/chromium.js',
);

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Swagger UI as a person uses it. */
export class SwaggerPage {
  constructor(private readonly page: Page) {}

  async open(url: string): Promise<void> {
    await this.page.goto(`${url}/docs`);
    await this.page.getByText('POST', { exact: true }).first().waitFor();
  }

  /** Tries an operation out with the body that the document gives, and answers what the page shows. */
  async execute(
    operationId: string,
    parameters: Record<string, string> = {},
  ): Promise<{ status: string; body: string }> {
    const block = this.page.locator(`[id$="-${operationId}"]`);
    await block.locator('.opblock-summary-control').first().click();
    await block.getByRole('button', { name: 'Try it out' }).click();
    for (const [name, value] of Object.entries(parameters))
      await block.locator(`tr[data-param-name="${name}"] input`).fill(value);
    await block.getByRole('button', { name: 'Execute', exact: true }).click();
    const row = block.locator('.live-responses-table .response').first();
    await row.waitFor();
    const status = (await row.locator('.response-col_status').innerText()).trim().split(/\s/)[0]!;
    const body = await row.locator('.response-col_description pre').first().innerText();
    await block.locator('.opblock-summary-control').first().click();
    return { status, body };
  }

  async authorize(token: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = this.page.locator('.dialog-ux');
    await dialog.locator('input').fill(token);
    await dialog.getByRole('button', { name: 'Apply credentials' }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
  }
}
