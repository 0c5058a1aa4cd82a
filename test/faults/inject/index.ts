import type { FaultKind } from '../schedule.ts';
import {
  databaseRestart,
  nginxReload,
  nodeFreeze,
  nodeKill,
  nodeTerminate,
  viewersCut,
} from './nodes.ts';
import { redisLostBetweenPinAndCommit, twoRebuilders } from './races.ts';
import type { Inject } from './scene.ts';
import { redisEmpty, redisFailover, redisFlushall, redisOldDump, redisPause } from './stores.ts';

export const FAULTS: Readonly<Record<FaultKind, Inject>> = {
  node_kill: nodeKill,
  node_freeze: nodeFreeze,
  node_terminate: nodeTerminate,
  nginx_reload: nginxReload,
  viewers_cut: viewersCut,
  database_restart: databaseRestart,
  redis_empty: redisEmpty,
  redis_old_dump: redisOldDump,
  redis_failover: redisFailover,
  redis_flushall: redisFlushall,
  redis_pause: redisPause,
  redis_lost_between_pin_and_commit: redisLostBetweenPinAndCommit,
  two_rebuilders: twoRebuilders,
};
