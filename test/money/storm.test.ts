import { expect, inject, it } from 'vitest';
import { auditOf } from './audit.ts';
import { openStage } from './stage.ts';
import { storm } from './storm.ts';

it('CRASH-3 hundreds of orders while a share of all calls goes wrong: nothing for the audit to report', async () => {
  const stage = await openStage('toss', inject('mariadbUrl'));
  try {
    const figures = await storm(stage, { orders: 300, seed: 1, share: 0.05 });
    expect(figures.settled).toBe(true);
    expect(figures.confirmed).toBeGreaterThan(250);
    expect(Object.keys(figures.faults).length).toBeGreaterThan(4);
    expect(figures.states['paid']).toBeGreaterThan(200);
    expect(await auditOf(stage)).toMatchObject({ disagreements: 0, list: [] });
  } finally {
    await stage.close();
  }
}, 120_000);
