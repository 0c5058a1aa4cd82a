import type { Cluster } from '../../cluster/cluster.ts';
import type { Proxy } from '../../support/proxy.ts';
import type { Random } from '../../support/random.ts';
import type { Viewers } from '../crowd/viewers.ts';

/** What a fault may lay hands on. */
export interface FaultScene {
  readonly cluster: Cluster;
  /** Between every fourth viewer and Nginx. */
  readonly detour: Proxy;
  readonly viewers: Viewers;
  readonly performanceIds: readonly number[];
  readonly random: Random;
}

/** What goes on after the harm and has to end before the next fault. */
export interface Aftermath {
  readonly repaired: Promise<void>;
}

/** Does the harm and resolves when it is over: from there everyone has to find the way back. */
export type Inject = (scene: FaultScene) => Promise<Aftermath | undefined>;
