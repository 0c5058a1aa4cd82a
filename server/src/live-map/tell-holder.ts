import type { Logger } from '../platform/logging.ts';
import type { Seats } from '../seats/index.ts';
import { toWire } from './feed.ts';
import type { LiveServer } from './gateway.ts';
import { holderRoom } from './rooms.ts';

export interface TellHolderDependencies {
  readonly io: LiveServer;
  readonly seats: Pick<Seats, 'mine'>;
  readonly logger: Logger;
}

export type TellHolder = (performanceId: number, holder: string) => void;

/**
 * FEED-13: tells a holder's devices on this node what the holder has now, read anew. Where none of
 * them is there is nothing to read.
 */
export function createTellHolder({ io, seats, logger }: TellHolderDependencies): TellHolder {
  async function tell(performanceId: number, holder: string): Promise<void> {
    const { holds, position } = await seats.mine(performanceId, holder);
    io.local.to(holderRoom(holder)).emit('hold:updated', {
      performanceId,
      holds,
      position: toWire(position),
      serverNow: Date.now(),
    });
  }
  return (performanceId, holder) => {
    if (!io.of('/').adapter.rooms.has(holderRoom(holder))) return;
    tell(performanceId, holder).catch((error: unknown) => {
      logger.warn({ err: error }, 'a holder could not be told of a change');
    });
  };
}
