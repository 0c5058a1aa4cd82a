import { chromium, type Browser } from 'playwright-core';

import { requireBinary } from './find-binary.ts';
import { CHROMIUM_NAMES } from './provision.ts';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless Chromium from PATH; close it in `afterAll`. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: requireBinary(...CHROMIUM_NAMES),
    args: ARGUMENTS,
    headless: true,
  });
}
