import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { joinSite, PATIENT, stateOf } from '../support/buying.ts';
import { openSite } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';
import { waitFor } from '../support/wait.ts';

let site: TestSite;
/** Where the server writes its mails. */
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tf-links-'));
  site = await openSite({ env: { DATA_DIR: dataDir } });
});
afterAll(async () => {
  await site.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** The newest link of that kind in the mails to that person. */
async function linkFor(email: string, path: string): Promise<string> {
  const links = async (): Promise<string[]> => {
    const log = await readFile(join(dataDir, 'mail.log'), 'utf8').catch(() => '');
    const mails = log.split(/^={72}$/m).filter((mail) => mail.includes(`\nTo: ${email}\n`));
    return mails.flatMap((mail) => mail.match(new RegExp(`/${path}\\?token=[\\w.-]+`)) ?? []);
  };
  await waitFor(async () => (await links()).length > 0, PATIENT);
  return (await links()).at(-1) ?? '';
}

describe('SITE-8 links from mails', () => {
  it('SITE-8 confirm an address, and the reminder goes', async () => {
    const page = await joinSite(site, 'Confirms');
    await page.getByTestId('verify-banner').waitFor();
    await page.goto(await linkFor('confirms@example.test', 'verify-email'));
    await waitFor(async () => (await stateOf(page)) === 'verified', PATIENT);
    await page.getByTestId('verify-banner').waitFor({ state: 'detached' });
    await page.goto('/verify-email?token=never-sent-but-long-enough-to-be-one');
    await waitFor(async () => (await stateOf(page)) === 'verified', PATIENT);
  });

  it('SITE-8 set a new password once, and end the sign-in', async () => {
    const page = await joinSite(site, 'Forgets');
    await page.goto('/forgot-password');
    await page.locator('input[name=email]').fill('forgets@example.test');
    await page.locator('main button[type=submit]').click();
    await page.getByTestId('forgot-sent').waitFor();
    const link = await linkFor('forgets@example.test', 'reset-password');
    await page.goto(link);
    await page.locator('input[name=password]').fill('another long password');
    await page.locator('main button[type=submit]').click();
    await waitFor(async () => (await stateOf(page)) === 'done', PATIENT);
    await page.locator('main a[href="/sign-in"]').click();
    await page.locator('input[name=email]').fill('forgets@example.test');
    await page.locator('input[name=password]').fill('another long password');
    await page.locator('main button[type=submit]').click();
    await page.waitForURL('**/orders');

    await page.goto(link);
    await page.locator('input[name=password]').fill('a third long password');
    await page.locator('main button[type=submit]').click();
    await waitFor(async () => (await stateOf(page)) === 'expired', PATIENT);
  });
});
