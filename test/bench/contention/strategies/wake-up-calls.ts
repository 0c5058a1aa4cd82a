import type { Redis } from 'ioredis';
import { Latch } from './latch.ts';

interface Entry {
  readonly latch: Latch;
  readonly subscribed: Promise<unknown>;
  waiters: number;
}

/** One subscription a lock for all who wait for it in this process. */
export interface WakeUpCalls {
  join(channel: string): Promise<Latch>;
  leave(channel: string): void;
}

export function createWakeUpCalls(subscriber: Redis): WakeUpCalls {
  const entries = new Map<string, Entry>();
  subscriber.on('message', (channel: string) => entries.get(channel)?.latch.open());
  return {
    join: async (channel) => {
      const entry = entries.get(channel) ?? {
        ...{ latch: new Latch(), subscribed: subscriber.subscribe(channel), waiters: 0 },
      };
      entries.set(channel, entry);
      entry.waiters += 1;
      await entry.subscribed;
      return entry.latch;
    },
    leave: (channel) => {
      const entry = entries.get(channel);
      if (!entry) return;
      entry.waiters -= 1;
      if (entry.waiters > 0) return;
      entries.delete(channel);
      void subscriber.unsubscribe(channel);
    },
  };
}
