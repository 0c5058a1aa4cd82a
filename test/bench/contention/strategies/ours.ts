import { connectSeatRedis } from '../../../../server/src/platform/redis.ts';
import { createErrorLogger } from '../../../../server/src/platform/logging.ts';
import { createRedisSeatStore } from '../../../../server/src/seats/redis/redis-seat-store.ts';
import type { HoldCommand } from '../../../../server/src/seats/seat-store.ts';
import { HOLD_MS } from '../strategy.ts';
import type { Strategy, StrategyPlace } from '../strategy.ts';

const PERFORMANCE = 1;
const CONFIG = 1;

/** The product's seat store, on the one connection that a node has for it. */
export async function openOurs({ redisUrl, seats }: StrategyPlace): Promise<Strategy> {
  const seatRedis = await connectSeatRedis(redisUrl, createErrorLogger('error'));
  const store = createRedisSeatStore({
    redis: seatRedis.redis,
    incarnation: () => seatRedis.incarnation(),
  });
  const image = { performanceId: PERFORMANCE, epoch: 1, config: CONFIG, seatCount: seats };
  await store.install({ ...image, records: [] });
  const common = ordinarySale(seats);
  let requests = 0;
  return {
    hold: async (seat, holder) => {
      requests += 1;
      const requestId = String(requests);
      const reply = await store.hold({ ...common, holder, requestId, wanted: [seat] });
      if (reply.code === 'TAKEN') return undefined;
      if (reply.code !== 'OK') throw new Error(`a hold was answered ${reply.code}`);
      const { token } = reply.hold;
      return async () => {
        const { code } = await store.release({ performanceId: PERFORMANCE, token, holder });
        if (code !== 'OK') throw new Error(`a release was answered ${code}`);
      };
    },
    close: () => seatRedis.close(),
  };
}

function ordinarySale(seatCount: number): Omit<HoldCommand, 'holder' | 'requestId' | 'wanted'> {
  const now = Date.now();
  return {
    ...{ performanceId: PERFORMANCE, seatCount, ttlMs: HOLD_MS, capMs: 2 * HOLD_MS, runs: [] },
    terms: {
      ...{ config: CONFIG, opensAt: now - 60_000, closesAt: now + 86_400_000 },
      ...{ limit: 4, orphanRule: 'off', admission: false },
    },
  };
}
