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

  /**
   * Tries an operation out and answers what the page shows. What is not given is sent as the document has it.
   * `edit` puts something else in the place of a text in the body.
   */
  async execute(
    operationId: string,
    parameters: Record<string, string> = {},
    edit?: { old: string; by: string },
  ): Promise<{ status: string; body: string }> {
    const block = this.page.locator(`[id$="-${operationId}"]`);
    await block.locator('.opblock-summary-control').first().click();
    await block.getByRole('button', { name: 'Try it out' }).click();
    for (const [name, value] of Object.entries(parameters))
      await block.locator(`tr[data-param-name="${name}"] input`).fill(value);
    if (edit) {
      const area = block.locator('textarea.body-param__text');
      const text = await area.inputValue();
      if (!text.includes(edit.old)) throw new Error(`'${edit.old}' is not in the body: ${text}`);
      await area.fill(text.replace(edit.old, edit.by));
    }
    await block.getByRole('button', { name: 'Execute', exact: true }).click();
    const row = block.locator('.live-responses-table .response').first();
    await row.waitFor();
    const status = (await row.locator('.response-col_status').innerText()).trim().split(/\s/)[0]!;
    const body = await row.locator('.response-col_description pre').first().innerText();
    await block.locator('.opblock-summary-control').first().click();
    return { status, body };
  }

  /** What a parameter has before anybody types. */
  async filledIn(operationId: string, parameter: string): Promise<string> {
    const block = this.page.locator(`[id$="-${operationId}"]`);
    await block.locator('.opblock-summary-control').first().click();
    await block.getByRole('button', { name: 'Try it out' }).click();
    return block.locator(`tr[data-param-name="${parameter}"] input`).inputValue();
  }

  async authorize(token: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = this.page.locator('.dialog-ux');
    await dialog.locator('input').fill(token);
    await dialog.getByRole('button', { name: 'Apply credentials' }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
  }
}
