import type { Random } from '../support/random.ts';
import { portsThrough } from './ports.ts';
import type { Ports } from './ports.ts';

export interface Flaky extends Ports {
  /** Faults that have happened, by the call they hit. */
  readonly faults: ReadonlyMap<string, number>;
}

/**
 * Ports of which a share of all calls goes wrong: half of these never happen, the others happen
 * and lose their answer. Nobody is told which.
 */
export function createFlaky(random: Random, share: number): Flaky {
  const faults = new Map<string, number>();

  async function pass<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (!random.chance(share)) return work();
    faults.set(name, (faults.get(name) ?? 0) + 1);
    if (random.chance(0.5)) await work();
    throw new Error(`${name}: the connection was lost`);
  }

  return { faults, ...portsThrough(pass) };
}
