import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER_TOKEN } from '../support/app.ts';
import { clickSeat, lookOf, openSite, signUp } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';
import { waitFor } from '../support/wait.ts';

const OURS = fileURLToPath(new URL('../fixtures/tiny-plan.json', import.meta.url));
const STADIUM = fileURLToPath(
  new URL('../../../shared/charts/seatmap-canvas-stadium.json', import.meta.url),
);
const stadiumIsHere = existsSync(STADIUM);
if (!stadiumIsHere) console.log('skipped: buying on the stadium chart, its file is not here');

describe('SITE-2 an imported chart', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  async function buyOn(file: string, person: string, pick: (labels: string[]) => string) {
    const response = await fetch(`${site.test.url}/api/admin/productions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${OWNER_TOKEN}` },
      body: JSON.stringify({
        title: `Imported for ${person}`,
        onSale: true,
        chart: JSON.parse(await readFile(file, 'utf8')) as unknown,
      }),
    });
    const { performanceId } = (await response.json()) as { performanceId: number };
    const { client } = await site.test.join(person);
    const performance = await client.performance(performanceId);
    const geometry = await client.geometry(performance);
    const { listSeats } = await import('@ticket-flow/client');
    const labels = listSeats(geometry).map(({ label }) => label);
    const label = pick(labels);

    const page = await site.visitor();
    await signUp(page, person);
    await page.goto(`/performances/${String(performanceId)}`);
    await page.getByTestId('seat-map').waitFor();
    await waitFor(async () => (await lookOf(page, label)) === 'free');
    await clickSeat(page, label);
    await page.getByTestId(`my-seat-${label}`).waitFor();
    await page.getByTestId('continue').click();
    await page.locator('input[name=agree]').check();
    await page.getByTestId('checkout-pay').click();
    await page.getByTestId('sandbox-approve').click();
    await page.getByTestId('ticket').waitFor();
    expect(await page.getByTestId('ticket-seat').innerText()).toContain(label);
    return labels;
  }

  it('SITE-2 a seat of a small plan is bought in the browser', async () => {
    const labels = await buyOn(OURS, 'Tina', (all) => all[2] ?? '');
    expect(new Set(labels).size).toBe(3);
  });

  it.skipIf(!stadiumIsHere)(
    'SITE-2 the stadium chart has all its 738 seats, and one of them is bought',
    async () => {
      const labels = await buyOn(STADIUM, 'Stan', (all) => all[400] ?? '');
      expect(labels).toHaveLength(738);
      expect(new Set(labels).size).toBe(738);
    },
  );
});
