import { describe, expect, it } from 'vitest';
import { convergenceFigures, judge, percentile } from './figures.ts';
import type { RunFigures } from './figures.ts';
import { floorsFor } from './floors.ts';

const GOOD: RunFigures = {
  seed: 1,
  minutes: 6,
  nodes: 3,
  buyers: 100,
  viewers: 300,
  standstill: true,
  double_sold: 0,
  paid_without_ticket: 0,
  ticket_without_payment: 0,
  charged_twice: 0,
  lost_payments: 0,
  ghost_seats: 0,
  claims_of_dead_orders: 0,
  divergent_viewers: 0,
  viewers_compared: 300,
  orders_paid: 200,
  seats_sold: 300,
  holds_made: 1_000,
  hold_conflicts: 5,
  claimed_looked_free: 0,
  faults: { node_kill: 2, redis_empty: 3 },
  faults_missed: 0,
  converged_ms_p99_node: 2_000,
  converged_ms_p99_redis: 5_000,
  not_converged: 0,
  converged_ms: {},
  buyer_errors: { NETWORK: 3 },
  unexpected_errors: 0,
};

describe('the floors of a run', () => {
  it('FAULT-4 are a thousand holds in six minutes with a hundred buyers', () => {
    const whole = { holds_made: 1_000, orders_paid: 200, viewers_compared: 300, each_fault: 2 };
    expect(floorsFor({ minutes: 6, buyers: 100, viewers: 300 })).toEqual(whole);
    expect(floorsFor({ minutes: 60, buyers: 1_000, viewers: 900 })).toEqual(whole);
  });

  it('FAULT-4 shrink with time and people', () => {
    expect(floorsFor({ minutes: 3, buyers: 50, viewers: 40 })).toEqual({
      holds_made: 250,
      orders_paid: 50,
      viewers_compared: 40,
      each_fault: 1,
    });
  });
});

describe('the verdict', () => {
  it('FAULT-4 is good for a run that reached its floors and its zeros', () => {
    expect(judge(GOOD).problems).toEqual([]);
  });

  it.each([
    ['standstill', false],
    ['double_sold', 1],
    ['paid_without_ticket', 1],
    ['ticket_without_payment', 1],
    ['charged_twice', 1],
    ['lost_payments', 1],
    ['ghost_seats', 1],
    ['claims_of_dead_orders', 1],
    ['claimed_looked_free', 1],
    ['divergent_viewers', 1],
    ['not_converged', 1],
    ['faults_missed', 1],
    ['unexpected_errors', 1],
    ['converged_ms_p99_node', 2_001],
    ['converged_ms_p99_redis', 5_001],
    ['holds_made', 999],
    ['orders_paid', 199],
    ['viewers_compared', 299],
    ['faults', { node_kill: 1, redis_empty: 3 }],
  ])('FAULT-4 is bad when %s is %j', (name, value) => {
    expect(judge({ ...GOOD, [name]: value }).problems).toHaveLength(1);
  });

  it('FAULT-4 can leave the clock out', () => {
    expect(judge({ ...GOOD, converged_ms_p99_node: 9_000 }, { timed: false }).problems).toEqual([]);
  });
});

describe('convergence', () => {
  it('FAULT-4 tells node faults from store faults and counts who did not get there', () => {
    const figures = convergenceFigures([
      { kind: 'node_kill', samples: [10, 30], missing: 0 },
      { kind: 'node_kill', samples: [20], missing: 1 },
      { kind: 'redis_empty', samples: [500], missing: 2 },
    ]);
    expect(figures).toEqual({
      converged_ms_p99_node: 30,
      converged_ms_p99_redis: 500,
      not_converged: 3,
      converged_ms: {
        node_kill: { count: 3, p50: 20, p99: 30, max: 30 },
        redis_empty: { count: 1, p50: 500, p99: 500, max: 500 },
      },
    });
  });

  it('FAULT-4 the percentile is a sample, never below its share', () => {
    const samples = Array.from({ length: 200 }, (_, k) => k + 1);
    expect(percentile(samples, 0.99)).toBe(198);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([], 0.99)).toBe(0);
  });
});
