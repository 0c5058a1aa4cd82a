import { expect, inject, it } from 'vitest';
import { auditOf } from './audit.ts';
import { playScenarios } from './provider-faults.ts';
import { openStage } from './stage.ts';
import { faultTableOf, verdictOf } from './table.ts';
import { PROVIDERS } from './tills.ts';

const LEAST = { sandbox: 6, toss: 35, stripe: 30 };

it.each(PROVIDERS)(
  'CRASH-2 whatever %s answers and buyers try: charged once, tickets or the money',
  async (provider) => {
    const stage = await openStage(provider, inject('mariadbUrl'), 10);
    try {
      const played = await playScenarios(stage);
      console.log(faultTableOf(played));
      expect(played.length).toBeGreaterThan(LEAST[provider]);
      expect(played.filter((one) => verdictOf(one) !== 'ok')).toEqual([]);
      expect(await auditOf(stage)).toMatchObject({ disagreements: 0, list: [] });
    } finally {
      await stage.close();
    }
  },
  120_000,
);
