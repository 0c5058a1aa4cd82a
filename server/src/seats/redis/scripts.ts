import type { Redis } from 'ioredis';
import { createScriptRunner } from '../../platform/redis-scripts.ts';
import type { RunScript as Run } from '../../platform/redis-scripts.ts';

const FILES = {
  hold: 'hold-4',
  renew: 'renew-2',
  release: 'release-3',
  expire: 'expire-3',
  mine: 'mine-3',
  pin: 'pin-4',
  block: 'block-2',
  sell: 'sell-2',
  free: 'free-3',
  configure: 'configure-1',
  install: 'install-7',
} as const;

export type SeatScript = keyof typeof FILES;
export type RunScript = Run<SeatScript>;

export function createScripts(redis: Redis): RunScript {
  return createScriptRunner(redis, new URL('./lua/', import.meta.url), FILES);
}
