import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHumanProvider } from '../support/human-provider.ts';
import type { HumanProvider } from '../support/human-provider.ts';
import { openSite } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';

describe('the human check on the page', () => {
  let provider: HumanProvider;
  let site: TestSite;
  beforeAll(async () => {
    provider = await startHumanProvider();
    site = await openSite({ env: provider.env });
  });
  afterAll(async () => {
    await site.close();
    await provider.stop();
  });

  async function fill(page: Page, form: string, values: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      await page.getByTestId(form).locator(`input[name=${name}]`).fill(value);
    }
  }

  it('RATE-8 signing up waits for the provider’s check, and says so', async () => {
    const page = await site.visitor({ language: 'en', screen: 'phone' });
    await page.goto('/sign-in');
    await page.locator('[data-testid=sign-in-form] button[type=button]').last().click();
    const form = page.getByTestId('sign-up-form');
    const person = { name: 'Anna', email: 'anna@example.test', password: 'a long password' };
    await fill(page, 'sign-up-form', person);
    await page.getByTestId('stand-in').waitFor();
    await form.locator('button[type=submit]').click();
    await form.getByText('Please answer this check first').waitFor();
    await page.getByTestId('stand-in').click();
    await form.locator('button[type=submit]').click();
    await page.waitForURL('**/orders');
    expect(provider.asked.at(-1)?.['response']).toMatch(/^good-sign-up-site-key/);
  });

  it('RATE-8 signing in asks for it after failures, anew for every try', async () => {
    const page = await site.visitor({ language: 'en' });
    await page.goto('/sign-in');
    const form = page.getByTestId('sign-in-form');
    const submit = form.locator('button[type=submit]');
    await fill(page, 'sign-in-form', { email: 'anna@example.test', password: 'not this one' });
    expect(await page.getByTestId('human-check').count()).toBe(0);
    for (let tries = 0; tries < 3; tries += 1) {
      const answered = page.waitForResponse('**/api/auth/login');
      await submit.click();
      expect((await answered).status()).toBe(401);
    }
    await submit.click();
    await form.getByText('Please answer the check that you are a person').waitFor();
    await page.getByTestId('stand-in').click();
    await submit.click();
    await form.getByText('The e-mail or the password isn’t right').waitFor();
    await fill(page, 'sign-in-form', { password: 'a long password' });
    await page.getByTestId('stand-in').click();
    await submit.click();
    await page.waitForURL('**/orders');
  });
});
