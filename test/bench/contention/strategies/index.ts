import { connectModelSeats } from '../model-seats.ts';
import { connectSqlSeats } from '../sql-seats.ts';
import type { Strategy, StrategyPlace } from '../strategy.ts';
import { openConditionalUpdate } from './conditional-update.ts';
import { openBareForUpdate, openForUpdate } from './for-update.ts';
import { openOurs } from './ours.ts';
import { openPubSubLock } from './pub-sub-lock.ts';
import { openRedlock } from './redlock.ts';
import { openSpinLock } from './spin-lock.ts';

const models = ({ mariadbUrl }: StrategyPlace) => connectModelSeats(mariadbUrl);

/** Every way, by the name its figures carry. */
export const STRATEGIES = {
  ours: openOurs,
  'SETNX spin lock + SQL': (place) => openSpinLock(place, models(place)),
  'redlock + SQL': (place) => openRedlock(place, models(place)),
  'pub/sub lock + SQL': (place) => openPubSubLock(place, models(place)),
  'SELECT … FOR UPDATE': openForUpdate,
  'SETNX spin lock + driver, no transaction': (place) =>
    openSpinLock(place, connectSqlSeats(place.mariadbUrl)),
  'SELECT … FOR UPDATE, driver': openBareForUpdate,
  'conditional UPDATE': openConditionalUpdate,
} as const satisfies Record<string, (place: StrategyPlace) => Strategy | Promise<Strategy>>;

export type StrategyName = keyof typeof STRATEGIES;
