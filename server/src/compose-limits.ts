import type { Config } from './config.ts';
import type { LiveServer } from './live-map/index.ts';
import {
  NO_HUMAN_CHECK,
  SANDBOX_HUMAN_CHECK,
  createLimits,
  createMemoryRateLimits,
  createRedisRateLimits,
  createSiteVerify,
} from './limits/index.ts';
import type { HumanCheck, Limits } from './limits/index.ts';
import type { Logger } from './platform/logging.ts';
import type { SeatRedis } from './platform/redis.ts';
import type { Seats } from './seats/index.ts';

export interface LimitParts {
  readonly limits: Limits;
  /** Where the human check's script comes from, for the site's Content-Security-Policy. */
  readonly humanSources: readonly string[];
  /** Lets connections in by their number, and by who they speak for. */
  readonly identified: <T extends { readonly holder: string }>(
    who: T,
    request: Parameters<Limits['sockets']['speaksFor']>[1],
  ) => T;
  /** The same seats, seen to when they are let go. */
  readonly counted: (seats: Seats) => Seats;
  /** How orders go on: paid is forgiven, given up is counted. */
  readonly orderMoved: (holder: string, performanceId: number, state: string) => void;
  /** Connects this node's counts with the others'; without others there is nothing to do. */
  readonly join: (io: LiveServer) => void;
  readonly stop: () => Promise<void>;
}

export interface LimitOptions {
  readonly config: Config;
  readonly redis: SeatRedis | undefined;
  readonly logger: Logger;
}

/** What keeps one person, one address or one script from taking it all. */
export function composeLimits({ config, redis, logger }: LimitOptions): LimitParts {
  const check = humanCheckOf(config, logger);
  if (config.production && check.info.kind === 'off') {
    logger.warn('no human check: HUMAN_CHECK_SITE_KEY and HUMAN_CHECK_SECRET are not set');
  }
  const limits = createLimits({
    rateLimits: redis
      ? createRedisRateLimits({ redis: redis.redis, logger })
      : createMemoryRateLimits(),
    table: config.limits,
    connections: config.connectionCaps,
    check,
    trustedProxies: config.trustedProxies,
    nodeId: config.nodeId,
    logger,
  });
  const { coolDowns } = limits;
  const quietly = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      logger.warn({ err: error }, 'a cool-down was not counted');
    });
  };
  let job: ReturnType<Limits['join']> | undefined;
  return {
    limits,
    humanSources: check.info.kind === 'widget' ? [new URL(check.info.script).origin] : [],
    identified: (who, request) => {
      limits.sockets.speaksFor(who.holder, request);
      return who;
    },
    counted: (seats) => {
      seats.listen({
        holdExpired: ({ performanceId, holder }) => {
          quietly(coolDowns.dropped(performanceId, holder));
        },
      });
      return {
        ...seats,
        release: async (request) => {
          const released = await seats.release(request);
          quietly(coolDowns.dropped(request.performanceId, request.holder));
          return released;
        },
      };
    },
    orderMoved: (holder, performanceId, state) => {
      if (state === 'paid') quietly(coolDowns.paid(performanceId, holder));
      if (state === 'expired' || state === 'cancelled') {
        quietly(coolDowns.dropped(performanceId, holder));
      }
    },
    join: (io) => {
      job = limits.join({
        send: (news) => {
          io.serverSideEmit('limits:news', news);
        },
        listen: (hear) => {
          io.on('limits:news', hear);
        },
      });
    },
    stop: async () => {
      await job?.stop();
    },
  };
}

function humanCheckOf({ humanCheck }: Config, logger: Logger): HumanCheck {
  if (humanCheck === 'off') return NO_HUMAN_CHECK;
  if (humanCheck === 'sandbox') return SANDBOX_HUMAN_CHECK;
  return createSiteVerify({ ...humanCheck, logger });
}
