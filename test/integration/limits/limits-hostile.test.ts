import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { TOKEN_SECRET, startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { DEFAULT_LIMITS } from '../../support/wide-limits.ts';
import { ATTACKS, ROOM_ATTACKS } from '../../hostile/attacks/index.ts';
import { carryOut } from '../../hostile/attack.ts';
import { openRooms } from '../../hostile/rooms.ts';
import { openStage } from '../../hostile/stage.ts';
import type { Stage } from '../../hostile/stage.ts';

describe('RATE-11 a hostile client, against the limits as they are delivered', () => {
  let test: TestApp;
  let stage: Stage;
  beforeAll(async () => {
    const mariadbUrl = inject('mariadbUrl');
    test = await startApp({ redis: true, mariadbUrl, env: DEFAULT_LIMITS });
    const performanceId = await openSale(test.test.database, { rows: 20 });
    const { database } = test.test;
    const { waitingRooms } = test.app.services;
    const room = await openRooms({ database, tokenSecret: TOKEN_SECRET, waitingRooms });
    stage = await openStage({ url: test.url, performanceId, quick: true, room });
  });
  afterAll(async () => {
    stage.close();
    await test.close();
  });

  it.each([...ROOM_ATTACKS, ...ATTACKS].map((attack) => [attack.name, attack] as const))(
    'RATE-11 gains nothing: %s',
    async (_name, attack) => {
      const outcome = await carryOut(attack, stage);
      expect(outcome).toMatchObject({ gained: [], missing: [], strange: [] });
    },
  );
});
