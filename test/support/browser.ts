import { chromium, type Browser } from 'playwright-core';

import { requireBinary } from './find-binary.ts';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The names Chromium goes by, in the order they are looked for. */
export const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome'] as const;

/** A headless Chromium from PATH; close it in `afterAll`. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: requireBinary(...CHROMIUM_NAMES),
    args: ARGUMENTS,
    headless: true,
  });
}
