import type { Limit } from '../platform/limit-table.ts';

/** A limit with the name its counts are kept under. */
export interface NamedLimit extends Limit {
  readonly name: string;
}

export interface Count {
  /** Points taken in the present window, refused ones included. */
  readonly taken: number;
  /** Until the window ends; 0 when nothing was taken. */
  readonly endsInMs: number;
  readonly allowed: boolean;
}

/**
 * Counts that all nodes share. A window begins with the first point that is taken and ends with all
 * of them.
 *
 * Two implementations, one contract (test/contract/limits): in process, and Redis. Neither rejects
 * or takes long: where the shared counts cannot be had, a node counts for itself.
 */
export interface RateLimits {
  take(limit: NamedLimit, key: string, points?: number): Promise<Count>;
  /** The count as it is. `allowed`: one more point is within the limit. */
  look(limit: NamedLimit, key: string): Promise<Count>;
  forget(limit: NamedLimit, key: string): Promise<void>;
}
