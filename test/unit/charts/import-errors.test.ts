import { describe, expect, it } from 'vitest';
import { ChartImportError } from '../../../server/src/charts/import/errors.ts';
import { importChart } from '../../../server/src/charts/import/import-chart.ts';
import { plan, row, seat, zone } from './plans.ts';

function refusal(json: unknown): ChartImportError {
  try {
    importChart(json);
  } catch (error) {
    if (error instanceof ChartImportError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

const oneSeat = (more: object) =>
  plan([zone('A', [row('A', 0, 0), { row_number: 'B', seats: [{ ...seat(), ...more }] }])]);
const oneArea = (area: object) => plan([zone('A', [row('A', 0, 0)], { areas: [area] })]);
const without = (field: string) =>
  Object.fromEntries(
    Object.entries(plan([zone('A', [row('A', 0, 0)])])).filter(([key]) => key !== field),
  );
const at = 'zones[0].rows[1].seats[0]';

const invalid: readonly (readonly [string, unknown])[] = [
  ['name', without('name')],
  ['categories', without('categories')],
  ['categories[0].name', plan([], { categories: [{}] })],
  ['zones', plan({} as [])],
  ['zones[0]', plan(['x'])],
  ['zones[1].position', plan([zone('A', []), { name: 'B', rows: [] }])],
  ['zones[0].rows', plan([{ ...zone('A', []), rows: null }])],
  ['zones[0].rows[0].row_number', plan([zone('A', [{ seats: [] }])])],
  ['zones[0].rows[0].seats', plan([zone('A', [{ row_number: '1', seats: 5 }])])],
  [`${at}.position.x`, oneSeat({ position: { x: 'left', y: 0 } })],
  [`${at}.position.y`, oneSeat({ position: { x: 0 } })],
  [`${at}.position.x`, oneSeat({ position: { x: '', y: 0 } })],
  [`${at}.position.x`, oneSeat({ position: { x: 1e300, y: 0 } })],
  [`${at}.position.x`, oneSeat({ position: { x: 'Infinity', y: 0 } })],
  [`${at}.position`, oneSeat({ position: null })],
  [`${at}.category`, oneSeat({ category: undefined })],
  [`${at}.seat_guid`, oneSeat({ seat_guid: {} })],
  [`${at}.seat_number`, oneSeat({ seat_number: 'x'.repeat(51) })],
  [`${at}.radius`, oneSeat({ radius: -1 })],
  ['zones[0].areas[0].shape', oneArea({})],
  ['zones[0].areas[0].rectangle', oneArea({ shape: 'rectangle' })],
  ['zones[0].areas[0].rectangle.height', oneArea({ shape: 'rectangle', rectangle: { width: 1 } })],
  ['zones[0].areas[0].polygon.points', oneArea({ shape: 'polygon', polygon: { points: [] } })],
  ['zones[0].areas[0].ellipse', oneArea({ shape: 'ellipse', circle: { radius: 1 } })],
  ['zones[0].areas[0].circle', oneArea({ shape: 'circle' })],
  ['zones[0].areas[0].text', oneArea({ shape: 'text' })],
];

describe('files that cannot be read', () => {
  it.each(invalid)('CHART-13 names the field %s', (field, json) => {
    const error = refusal(json);
    expect(error).toMatchObject({ code: 'INVALID_FIELD', field });
    expect(error.message).toContain(field);
  });

  it.each([[null], [[]], ['zones'], [7], [{}], [{ objects: [] }]])(
    'CHART-13 %j is no format we know',
    (json) => {
      expect(refusal(json)).toMatchObject({ code: 'UNKNOWN_FORMAT', field: undefined });
    },
  );

  it('CHART-13 a plan without seats is no chart', () => {
    expect(refusal(plan([zone('A', [])]))).toMatchObject({ code: 'NO_SEATS' });
  });

  it('CHART-13 more than 100,000 seats are refused', () => {
    const rows = Array.from({ length: 51 }, (_, k) => row(String(k), 0, 25 * k, 2_000));
    expect(refusal(plan([zone('A', rows)]))).toMatchObject({ code: 'TOO_MANY_SEATS' });
  });

  it('CHART-13 no row is longer than 2,000 seats', () => {
    const long = plan([zone('A', [row('A', 0, 0, 2_001)])]);
    expect(refusal(long)).toMatchObject({ code: 'INVALID_FIELD', field: 'zones[0].rows[0].seats' });
  });
});
