import { expect, inject, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { createPartner } from '../../support/partners.ts';
import { openProxy } from '../../support/proxy.ts';
import { waitFor } from '../../support/wait.ts';
import { openRaw } from './raw.ts';

const SHOP = 'https://shop.example';

it('PARTNER-8 while the database is away known partners come in, and unknown ones do not', async () => {
  const proxy = await openProxy(inject('mariadbUrl'));
  const through = new URL(inject('mariadbUrl'));
  through.host = new URL(proxy.url).host;
  const test = await startApp({ mariadbUrl: through.href });
  try {
    await openSale(test.test.database);
    const { key } = await createPartner(test, { origins: [SHOP] });
    const open = (origin: string, of = key) =>
      openRaw(test.url, 'websocket', { origin, key: of }).then(({ status }) => status);
    expect(await open(SHOP)).toBe(101);
    proxy.cut(true);
    // By then what was read is not fresh any more: the database is asked, and does not answer.
    const stale = Date.now() + 2_100;
    await waitFor(async () => {
      const now = Date.now();
      expect(await open(SHOP)).toBe(101);
      return now > stale;
    });
    expect(await open('https://other.example')).toBe(403);
    expect(await open(SHOP, 'pk_unknown')).toBe(403);
    proxy.accept();
  } finally {
    proxy.accept();
    await test.close();
    await proxy.close();
  }
});
