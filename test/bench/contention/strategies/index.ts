import type { Strategy, StrategyPlace } from '../strategy.ts';
import { openConditionalUpdate } from './conditional-update.ts';
import { openForUpdate } from './for-update.ts';
import { openOurs } from './ours.ts';
import { openPubSubLock } from './pub-sub-lock.ts';
import { openRedlock } from './redlock.ts';
import { openSpinLock } from './spin-lock.ts';

/** Every way, by the name its figures carry. */
export const STRATEGIES = {
  ours: openOurs,
  'SETNX spin lock + SQL': openSpinLock,
  'redlock + SQL': openRedlock,
  'pub/sub lock + SQL': openPubSubLock,
  'SELECT … FOR UPDATE': openForUpdate,
  'conditional UPDATE': openConditionalUpdate,
} as const satisfies Record<string, (place: StrategyPlace) => Strategy | Promise<Strategy>>;

export type StrategyName = keyof typeof STRATEGIES;
