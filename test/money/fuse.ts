import { portsThrough } from './ports.ts';
import type { Ports } from './ports.ts';

export type Side = 'before' | 'after';

/** Where a node is to die: at the call of this number, before it is made or after its answer. */
export interface Death {
  readonly call: number;
  readonly side: Side;
}

/**
 * Stands between a node and its ports. It counts what crosses them, and at a chosen call the node
 * is dead: that call and every later one gets no answer any more, like those of a killed process.
 */
export interface Fuse extends Ports {
  readonly calls: readonly string[];
  /** Resolves when the node has died. */
  readonly died: Promise<void>;
}

export function createFuse(death?: Death): Fuse {
  const calls: string[] = [];
  let dead = false;
  let die: () => void = () => undefined;
  const died = new Promise<void>((resolve) => {
    die = () => {
      dead = true;
      resolve();
    };
  });
  const never = new Promise<never>(() => undefined);

  async function pass<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (dead) return never;
    const number = calls.push(name) - 1;
    const here = (side: Side): boolean => death?.call === number && death.side === side;
    if (here('before')) die();
    if (dead) return never;
    const answer = await work();
    if (here('after')) die();
    return dead ? never : answer;
  }

  return { calls, died, ...portsThrough(pass) };
}
