import { expect, it } from 'vitest';
import { judge } from './figures.ts';
import { runFaults } from './run.ts';

/** A seed whose first half minute has seven kinds of faults. */
const SEED = 11;
const OPTIONS = {
  ...{ seed: SEED, minutes: 0.5, nodes: 3, buyers: 20, viewers: 40 },
  terms: { holdTtlMs: 5_000, holdCapMs: 15_000, payWithinMs: 5_000 },
};

it('FAULT-1 half a minute of seven faults leaves nothing wrong', { timeout: 180_000 }, async () => {
  const { figures, evidence, unexpected } = await runFaults(OPTIONS);
  const told = [...evidence, ...unexpected.map(String)].join('\n');
  // How long viewers took is for a machine that does nothing else.
  expect(judge(figures, { timed: false }).problems, told).toEqual([]);
  expect(Object.values(figures.faults).filter((times) => times > 0)).toHaveLength(7);
  expect(figures.holds_made).toBeGreaterThan(50);
  expect(figures.orders_paid).toBeGreaterThan(10);
});
