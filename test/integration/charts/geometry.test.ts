import { get } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runsOf } from '@ticket-flow/client';
import type { ChartGeometry } from '@ticket-flow/client';
import { insertChart } from '@ticket-flow/db';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { bigChart } from '../../support/big-chart.ts';
import { openSale } from '../../support/catalogue.ts';

const SEATS = 40_000;
const MAX_BYTES = 400_000;

/** Bent rows whose coordinates have as many digits as a number can have. */
function unroundedChart(): ChartGeometry {
  const chart = bigChart(SEATS);
  const off = (value: number): number => value * 1.000_01 + Math.PI;
  const sections = chart.sections.map((section) => ({
    ...section,
    rows: section.rows.map((row) => ({ ...row, x: row.x.map(off), y: row.y.map(off) })),
  }));
  return { ...chart, sections };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** As it travels: not unpacked, and on a connection of its own. */
function ask(url: string, encoding?: string): Promise<Answer> {
  const headers = encoding === undefined ? {} : { 'accept-encoding': encoding };
  return new Promise((resolve, reject) => {
    get(url, { agent: false, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { statusCode: status, headers: answered } = response;
        resolve({ status, headers: answered, body: Buffer.concat(parts) });
      });
    }).on('error', reject);
  });
}

describe('the geometry of a chart', () => {
  const original = unroundedChart();
  let test: TestApp;
  let url: string;
  beforeAll(async () => {
    test = await startApp();
    const { database } = test.test;
    await openSale(database);
    const place = await database.models.charts.findOne({ rejectOnEmpty: true });
    const id = await database.transaction((tx) =>
      insertChart(
        { models: database.models, tx, now: Date.now() },
        { organisationId: place.organisation_id, venueId: place.venue_id },
        { geometry: original, uids: Array.from({ length: SEATS }, (_, k) => String(k)) },
      ),
    );
    const { geometry_hash: hash } = await database.models.charts.findByPk(id, {
      ...{ attributes: ['geometry_hash'], rejectOnEmpty: true },
    });
    url = `${test.url}/api/charts/${String(id)}/${hash}.json`;
  });
  afterAll(() => test.close());

  it('CHART-16 40,000 seats in bent rows take less than 400 KB', async () => {
    const { headers, body } = await ask(url, 'gzip');
    expect(headers['content-encoding']).toBe('gzip');
    expect(body.length).toBeLessThan(MAX_BYTES);
    expect(body.length).toBeGreaterThan(MAX_BYTES / 10);
  });

  it('CHART-16 nothing but invisible parts of a coordinate is lost', async () => {
    const { body } = await ask(url, 'gzip');
    const kept = JSON.parse(gunzipSync(body).toString()) as ChartGeometry;
    expect(runsOf(kept)).toEqual(runsOf(original));
    const coordinates = (chart: ChartGeometry): number[] =>
      chart.sections.flatMap(({ rows }) => rows.flatMap(({ x, y }) => [...x, ...y]));
    const before = coordinates(original);
    const moved = coordinates(kept).map((value, k) => Math.abs(value - (before[k] ?? NaN)));
    expect(moved.reduce((most, by) => Math.max(most, by), 0)).toBeLessThan(
      original.seatRadius / 80 + 1e-9,
    );
  });

  it('CHART-17 it may be kept for ever, in each encoding', async () => {
    const plain = await ask(url);
    const zipped = await ask(url, 'br, gzip;q=0.5');
    for (const { status, headers } of [plain, zipped]) {
      expect(status).toBe(200);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(headers.vary).toMatch(/accept-encoding/i);
    }
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
    expect((await ask(url, 'gzip;q=0, identity')).headers['content-encoding']).toBeUndefined();
    expect((await ask(url, '*')).headers['content-encoding']).toBe('gzip');
  });

  it('CHART-17 another hash is another file: not found, and not kept', async () => {
    const { status, headers } = await ask(url.replace(/[0-9a-f]{24}/, '0'.repeat(24)), 'gzip');
    expect(status).toBe(404);
    expect(headers['cache-control']).toBeUndefined();
  });
});
