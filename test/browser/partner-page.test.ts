import type { SeatMap } from '@ticket-flow/client/seat-map';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTemplate, renderNginx } from '../../nginx/render.ts';
import { firstOnSale } from '../crowd/crowd.ts';
import { bundleForBrowser } from '../support/bundle.ts';
import { openPartnerShop } from '../support/partner-shop.ts';
import type { PartnerShop } from '../support/partner-shop.ts';
import { createPartner } from '../support/partners.ts';
import type { TestPartner } from '../support/partners.ts';
import { startNginx } from '../support/services.ts';
import type { NginxService } from '../support/services.ts';
import { clickSeat, lookOf, openSite } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';
import { waitFor } from '../support/wait.ts';

declare global {
  interface Window {
    /** What both the site and the shop leave for tests. */
    __seatMap?: SeatMap;
  }
}

const SDK = fileURLToPath(new URL('../../client-sdk/src/global.ts', import.meta.url));
const WORDS = {
  failed: '좌석 배치를 불러오지 못했어요',
  refused: '이 페이지에는 좌석 배치를 보여 드릴 수 없어요.',
  signIn: '좌석을 잡으려면 먼저 로그인해 주세요.',
};
const SEAT = '1F-C-9';
const OTHERS_SEAT = '1F-D-9';

let site: TestSite;
let nginx: NginxService;
let shop: PartnerShop;
let stranger: PartnerShop;
let partner: TestPartner;
let performanceId: number;

beforeAll(async () => {
  const [opened, sdk] = await Promise.all([
    openSite({ env: { NODE_ID: 'n1' } }),
    bundleForBrowser(SDK, 'TicketFlow'),
  ]);
  site = opened;
  const sign = (customer: string): string => partner.sign(customer);
  [nginx, shop, stranger] = await Promise.all([
    startNginx((port) =>
      renderNginx(readTemplate(), {
        listen: `127.0.0.1:${String(port)}`,
        nodes: [{ id: 'n1', address: new URL(site.test.url).host }],
        folder: '',
        accessLog: 'access.log',
        requestsPerSecond: 1_000,
        connectionsPerAddress: 1_000,
      }),
    ),
    openPartnerShop({ sdk, sign }),
    openPartnerShop({ sdk, sign }),
  ]);
  partner = await createPartner(site.test, { origins: [shop.origin] });
  performanceId = await firstOnSale(site.test.url);
});
afterAll(async () => {
  await Promise.all([shop?.close(), stranger?.close(), nginx?.stop()]);
  await site?.close();
});

interface Visit {
  readonly customer?: string;
  readonly key?: string;
}

/** A browser at a shop's page, whose map speaks to us through Nginx. */
async function visit(at: PartnerShop, { customer, key = partner.key }: Visit = {}): Promise<Page> {
  const page = await site.browser.newPage({ locale: 'ko-KR', reducedMotion: 'reduce' });
  page.setDefaultTimeout(15_000);
  const baseUrl = nginx.url;
  const asked = { baseUrl, performanceId, key, ...(customer !== undefined && { customer }) };
  await page.goto(at.pageFor(asked));
  return page;
}

/** What the page gets who opens a websocket without the SDK. */
function openWebSocket(page: Page, key = partner.key): Promise<string> {
  const query = new URLSearchParams({ EIO: '4', transport: 'websocket', partnerKey: key });
  const url = `${nginx.url.replace('http', 'ws')}/socket.io/?${query.toString()}`;
  return page.evaluate(
    (address) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(address);
        socket.onmessage = ({ data }) => {
          resolve(String(data));
          socket.close();
        };
        socket.onclose = ({ code }) => {
          resolve(`closed with ${String(code)}`);
        };
      }),
    url,
  );
}

/** What the page may read of a refusal over REST. */
function askOverRest(page: Page, key: string): Promise<{ status: number; body: unknown }> {
  const query = new URLSearchParams({ partnerKey: key });
  const url = `${nginx.url}/api/performances/${String(performanceId)}?${query.toString()}`;
  return page.evaluate(async (address) => {
    const response = await fetch(address);
    return { status: response.status, body: (await response.json()) as unknown };
  }, url);
}

async function expectRefused(page: Page, key: string, words: string): Promise<void> {
  await page.getByText(WORDS.failed).waitFor();
  await page.getByText(WORDS.refused).waitFor();
  expect(await lookOf(page, SEAT)).toBeNull();
  const { status, body } = await askOverRest(page, key);
  expect(status).toBe(403);
  expect(body).toMatchObject({
    error: { code: 'FORBIDDEN', message: expect.stringContaining(words) as string },
  });
  expect(await openWebSocket(page, key)).toBe('closed with 1006');
}

describe('PARTNER-11 a partner’s page, through Nginx', () => {
  it('PARTNER-11 a visitor there sees live what others hold', async () => {
    const page = await visit(shop);
    await waitFor(async () => (await lookOf(page, OTHERS_SEAT)) === 'free');
    const { client } = await site.test.join();
    const channel = client.seatChannel(performanceId);
    const seat = await page.evaluate((label) => window.__seatMap?.seat(label)?.seat, OTHERS_SEAT);
    await channel.hold({ seats: [seat ?? -1] });
    await waitFor(async () => (await lookOf(page, OTHERS_SEAT)) === 'held');
    expect(await openWebSocket(page)).toMatch(/^0\{"sid":"n1\./);
    await page.close();
  });

  it('PARTNER-11 a customer holds a seat, our own site shows it, and a reload finds it', async () => {
    const viewer = await site.visitor();
    await viewer.goto(`/performances/${String(performanceId)}`);
    const page = await visit(shop, { customer: 'c-1' });
    await waitFor(async () => (await lookOf(page, SEAT)) === 'free');
    await waitFor(async () => (await lookOf(viewer, SEAT)) === 'free');
    await clickSeat(page, SEAT);
    await waitFor(async () => (await lookOf(page, SEAT)) === 'mine');
    await waitFor(async () => (await lookOf(viewer, SEAT)) === 'held');
    await page.reload();
    await waitFor(async () => (await lookOf(page, SEAT)) === 'mine');
    const held = await page.evaluate(() => window.__seatMap?.holds.map(({ label }) => label));
    expect(held).toEqual([SEAT]);
    await Promise.all([page.close(), viewer.context().close()]);
  });

  it('PARTNER-11 without a customer nothing is held', async () => {
    const page = await visit(shop);
    await waitFor(async () => (await lookOf(page, '1F-E-9')) === 'free');
    await clickSeat(page, '1F-E-9');
    await page.getByText(WORDS.signIn).first().waitFor();
    expect(await lookOf(page, '1F-E-9')).toBe('free');
    await page.close();
  });

  it('PARTNER-11 another origin is refused in words, and so is its websocket', async () => {
    const page = await visit(stranger, { customer: 'c-1' });
    await expectRefused(page, partner.key, `${stranger.origin} is not among the origins`);
    await page.close();
  });

  it('PARTNER-11 so are a key that never was and one that is revoked', async () => {
    const unknown = await visit(shop, { key: 'pk_never_was' });
    await expectRefused(unknown, 'pk_never_was', 'no such key');
    await unknown.close();

    const spare = await createPartner(site.test, { origins: [shop.origin], name: 'Spare' });
    const page = await visit(shop, { key: spare.key });
    await waitFor(async () => (await lookOf(page, SEAT)) !== null);
    const change = { change: 'revoke-key', key: spare.key } as const;
    await site.test.app.services.partners.change(spare.id, change);
    await waitFor(() => page.evaluate(() => window.__seatMap?.channel.state === 'offline'), {
      timeoutMs: 10_000,
      message: 'the end of an open connection',
    });
    await page.reload();
    await expectRefused(page, spare.key, 'no such key');
    await page.close();
  });
});
