import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Pictures for people to look at; the folder is not kept in the repository. */
const SHOTS = fileURLToPath(new URL('../../test-output/pages/', import.meta.url));

/** Written the same in Korean: names, units of the trade, the switch to the other language. */
const LATIN_IN_KOREAN = new Set([
  ...['Ticket', 'Flow', 'English', 'VIP', 'QR', 'FC', 'KRW', 'vs', 'GMT'],
  // Banks of the sandbox provider.
  ...['Sandbox', 'Bank', 'of', 'Examples'],
]);
const KEY_LIKE = /\b[a-z]+[A-Za-z]*\.[a-z]+[A-Za-z.]*\b/;
const HANGUL = /[가-힣]/;

/** What a person reads on the page, less what people typed or programs made up. */
async function textOf(page: Page): Promise<string> {
  const text = await page.locator('body').innerText();
  return text.replace(/\S+@\S+/g, '').replace(/\b[o]?[a-z0-9]{20,}\b/gi, '');
}

/** SITE-3: takes a picture, and looks for overflow, raw keys and the other language's words. */
export async function checkPage(page: Page, name: string, language: 'ko' | 'en'): Promise<void> {
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}${name}.png`, fullPage: true });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
  const text = await textOf(page);
  expect(KEY_LIKE.exec(text)?.[0], `${name} shows a raw key`).toBeUndefined();
  if (language === 'en') {
    const korean = text.split('\n').filter((line) => HANGUL.test(line) && line !== '한국어');
    expect(korean, `${name} has Korean left in English`).toEqual([]);
    return;
  }
  const latin = [...text.matchAll(/[A-Za-z]{2,}/g)].map(([word]) => word);
  const english = latin.filter((word) => !LATIN_IN_KOREAN.has(word));
  expect([...new Set(english)], `${name} has English left in Korean`).toEqual([]);
}
