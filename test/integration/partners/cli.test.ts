import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { writeOwnerFile } from '../../../server/src/platform/owner-file.ts';
import { OWNER_TOKEN, startApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { signingKeyPair } from '../../support/partners.ts';
import { runEntry } from '../../support/process.ts';
import { waitFor } from '../../support/wait.ts';
import { openRaw } from './raw.ts';

const SHOP = 'https://shop.example';

interface Printed {
  readonly partners: readonly {
    readonly id: string;
    readonly keys: readonly string[];
    readonly origins: readonly string[];
    readonly signingKeys: readonly string[];
  }[];
}

/** Each command is a process of its own, started from sources. */
describe('npm run partner', { timeout: 60_000 }, () => {
  let dataDir: string;
  let keyFile: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tf-partner-'));
    keyFile = join(dataDir, 'public.pem');
    await writeFile(keyFile, signingKeyPair().publicKey);
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  async function partner(env: Record<string, string>, ...args: string[]) {
    const running = runEntry('server/src/partners/cli.ts', args, { DATA_DIR: dataDir, ...env });
    const code = await running.exited;
    return { code, output: running.output().trim() };
  }

  async function printed(env: Record<string, string>, ...args: string[]) {
    const { code, output } = await partner(env, ...args, '--json');
    expect(code, output).toBe(0);
    const [only] = (JSON.parse(output) as Printed).partners;
    if (!only) throw new Error(output);
    return only;
  }

  it('PARTNER-10 beside an embedded server it goes through that one', async () => {
    const test = await startApp();
    try {
      await writeOwnerFile(dataDir, { url: test.url, token: OWNER_TOKEN });
      await openSale(test.test.database);
      const create = ['create', '--name', 'Acme', '--public-key', keyFile, '--origin', `${SHOP}/`];
      const made = await partner({}, ...create, '--key-id', 'k1');
      expect(made).toMatchObject({ code: 0 });
      expect(made.output).toMatch(/^p\w{11} {2}Acme {2}\(show-\S+, active\)\n/);
      expect(made.output).toMatch(/ {2}origin +https:\/\/shop\.example\n {2}signing key +k1$/);
      const key = /pk_\S+/.exec(made.output)?.[0] ?? '';
      expect((await openRaw(test.url, 'websocket', { origin: SHOP, key })).status).toBe(101);

      const id = made.output.slice(0, 12);
      const [bad, unknown] = await Promise.all([
        partner({}, 'origin-add', id, 'https://*.shop.example'),
        partner({}, 'suspend', 'pnobody00000'),
      ]);
      expect(bad.code).toBe(1);
      expect(bad.output).toMatch(/^origin: \S+ must not contain a wildcard/);
      expect(unknown).toEqual({ code: 1, output: 'There is no such partner.' });
      expect((await printed({}, 'list')).origins).toEqual([SHOP]);
    } finally {
      await test.close();
    }
  });

  it('PARTNER-10 otherwise it goes to the database, and nodes notice', async () => {
    const test = await startApp({ mariadbUrl: inject('mariadbUrl') });
    try {
      await openSale(test.test.database);
      const env = { DATABASE_URL: test.test.url };
      const create = ['create', '--name', 'Acme', '--public-key', keyFile, '--origin', SHOP];
      const { id, keys, signingKeys } = await printed(env, ...create);
      const [key = ''] = keys;
      expect(signingKeys[0]).toMatch(/^[\w-]{43}$/);
      const status = async (): Promise<number> =>
        (await openRaw(test.url, 'polling', { origin: SHOP, key })).status;
      await waitFor(async () => (await status()) === 200);
      expect((await printed(env, 'key-revoke', id, key)).keys).toEqual([]);
      await waitFor(async () => (await status()) === 403);
    } finally {
      await test.close();
    }
  });

  it('PARTNER-10 what is missing or too much is named', async () => {
    const said = await Promise.all([
      partner({}, 'origin-add', 'pacme'),
      partner({}, 'list', '--origin', SHOP),
      partner({}, '__proto__', 'a', '--origin', SHOP),
      partner({}, 'constructor', 'a'),
    ]);
    expect(said).toEqual([
      { code: 1, output: 'ORIGIN: is missing' },
      { code: 1, output: '--origin: is not an option of list' },
      { code: 1, output: '--origin: is not an option of __proto__' },
      {
        code: 1,
        output: expect.stringMatching(/^constructor: there is no such command/) as string,
      },
    ]);
  });
});
