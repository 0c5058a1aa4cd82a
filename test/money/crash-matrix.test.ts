import { expect, inject, it } from 'vitest';
import { crashEverywhere } from './matrix.ts';
import { openStage } from './stage.ts';
import { tableOf, verdictOf } from './table.ts';
import { auditOf } from './audit.ts';

it('CRASH-1 a node that dies before or after any call leaves nothing that is not put right', async () => {
  const stage = await openStage('sandbox', inject('mariadbUrl'));
  try {
    const cells = await crashEverywhere(stage);
    console.log(tableOf(cells));
    expect(cells.length).toBeGreaterThan(60);
    expect(cells.filter((cell) => verdictOf(cell) !== 'ok')).toEqual([]);
    const report = await auditOf(stage);
    expect(report).toMatchObject({ disagreements: 0, list: [] });
    expect(report.checked.orders).toBeGreaterThanOrEqual(cells.length / 2);
  } finally {
    await stage.close();
  }
}, 120_000);
