import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { waitFor } from '../../support/wait.ts';

describe('a server without SMTP', () => {
  let dataDir: string;
  let app: TestApp;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tf-mail-log-'));
    const env = { DATA_DIR: dataDir, PUBLIC_URL: 'https://tickets.example' };
    app = await startApp({ env });
  });
  afterAll(async () => {
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('MAIL-1 AUTH-5 AUTH-6 writes the link of a new account to mail.log, and it works', async () => {
    const { client } = await app.join();
    expect((await client.me()).emailVerified).toBe(false);
    const [, token = ''] = await waitFor(async () =>
      /https:\/\/tickets\.example\/verify-email\?token=([\w-]+)/.exec(
        await readFile(join(dataDir, 'mail.log'), 'utf8'),
      ),
    );
    await client.verifyEmail(token);
    expect((await client.me()).emailVerified).toBe(true);
  });
});
