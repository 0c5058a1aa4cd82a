import { beforeAll, expect, it } from 'vitest';
import { problemsOf } from './figures/figures.ts';
import { summarise } from './figures/summary.ts';
import { runRush } from './run.ts';
import type { RushResult } from './run.ts';
import { rushOptions } from './settings.ts';

const SMALL = rushOptions({
  ...{ people: 100, seats: 45, crews: 1, lobbyMs: 3_000, lateMs: 4_000, longestMs: 90_000 },
  ...{ killNode: true, restartRedis: true },
  room: { ratePerMinute: 360, maxActive: 14, sessionMs: 30_000, comeWithinMs: 10_000 },
  sale: { holdTtlMs: 4_000, holdCapMs: 20_000, payWithinMs: 8_000 },
});

let rush: RushResult;

beforeAll(async () => {
  rush = await runRush(SMALL);
}, 180_000);

it('RUSH-1 a small rush, a node killed and Redis emptied meanwhile', () => {
  const { figures, evidence } = rush;
  const told = JSON.stringify({ figures, evidence }, null, 1);
  expect(problemsOf(figures), told).toEqual([]);
  expect(figures.faults, told).toHaveLength(2);
  expect(figures.waiting_at_fault, told).toBeGreaterThan(20);
  expect(figures.people_connected, told).toBe(SMALL.people);
});

it('RUSH-2 what is planted into such a run is counted', () => {
  const { findings } = rush;
  const { books, line } = findings;
  const [ticket] = books.tickets;
  const [first, second, ...admissions] = line.admissions;
  const [arrival] = line.arrivals;
  if (!ticket || !first || !second || !arrival) throw new Error('nothing was sold');
  const planted = summarise({
    ...findings,
    books: { ...books, tickets: [...books.tickets, { ...ticket, id: -1, order_id: 'another' }] },
    line: {
      ...line,
      admissions: [{ ...first, no: second.no }, { ...second, no: first.no }, ...admissions],
      arrivals: [...line.arrivals, arrival],
    },
    windows: findings.windows.slice(0, 1),
    accessLog: [...findings.accessLog, { method: 'GET', path: '/', status: 502, upstreams: [] }],
  });
  const names = problemsOf(planted).map((problem) => problem.split(' is ')[0]);
  expect(names).toEqual([
    ...['double_sold', 'unadmitted_holds', 'errors_5xx', 'kendall_tau'],
    'places_per_account_max',
  ]);
});
